-- What the field asks about identity and aliasing, and where this spec answers. Numbers are stable: other
-- documents refer to them. A topic without a clause says why there is none.

topic(1, "An identity is constant") {
  vocabulary = { "id", "is" },
  clauses    = { "identity.is" },
}

topic(2, "Live objects have different identities") {
  vocabulary = { "id", "is" },
  clauses    = { "identity.is", "identity.new_objects", "identity.types" },
}

topic(3, "The identity of a dead object may come back") {
  vocabulary = { "id", "==" },
  clauses    = { "lifetime.identity" },
  choices    = { "identity_of_the_dead" },
}

topic(4, "`is` and equal ids tell the same") {
  vocabulary = { "id", "is", "is not" },
  clauses    = { "identity.is" },
}

topic(5, "Which equal immutable values are one object") {
  vocabulary = { "is", "+", "copy", "deepcopy" },
  clauses    = {
    "identity.singletons", "identity.integers.cached", "identity.integers.by_value", "identity.floats.by_value",
    "tuple.same", "identity.complex.by_value", "identity.number.by_value",
  },
  choices    = {
    "integer_identity", "float_identity", "constants_of_a_unit", "complex_identity", "id_of_number", "empty_tuple",
    "tuple_slice", "tuple_sum", "string_slice", "string_sum", "copy_of_immutable", "short_strings",
  },
}

topic(6, "Every evaluation of a display makes a new object") {
  vocabulary = { "make list", "is not" },
  clauses    = { "identity.new_objects" },
}

topic(7, "Binding, passing and storing keep the object") {
  vocabulary = {
    "passed", "make list", "make tuple", "get item", ".append", ".insert", ".sort", ".reverse", "in", ".index",
  },
  clauses    = {
    "name.assignment", "name.rebinding", "name.deletion", "name.assignment.targets", "container.store",
    "container.take", "container.rearrangement", "container.equality", "container.equality.arrays", "loop.exchange",
    "loop.parameters", "loop.history",
  },
  choices    = { "assignment", "list_search" },
}

topic(8, "What an identity is made from") {
  vocabulary = { "id" },
  clauses    = { "identity.number.by_value" },
  choices    = { "id_of_number" },
  why_not    = "An address and a counter cannot be told apart by any program; whether the value makes the id can.",
}

topic(9, "The target of an update is evaluated once") {
  vocabulary = { "+=", ".pop", "set attribute" },
  clauses    = { "name.iadd.once", "name.iadd.order", "name.iadd.once.nested", "name.iadd.attribute" },
}

topic(10, "An update binds the target again, to what the method returned") {
  vocabulary = { "+=", "operand", ".__iadd__", ".__add__", "+" },
  clauses    = {
    "name.iadd.protocol", "name.update.protocol", "name.add.protocol", "name.iadd.reflected", "name.iadd.result",
    "name.iadd.call",
  },
}

topic(11, "Whether x += y updates an array, rebinds it, or is an error") {
  vocabulary = { "+=", "add", "set item", "**=" },
  clauses    = {
    "array.iadd.identity", "array.iadd.rebinding", "array.iadd.refused", "array.iadd.casting", "immutable.iadd",
    "array.iadd.kinds", "array.iadd.failing", "array.update.ways", "array.update.itself", "loop.parameters.rebinding",
    "loop.accumulation", "memory.result", "memory.in_place", "memory.assignment", "memory.elements",
    "array.update.sizes",
  },
  choices    = {
    "array_iadd", "int_iadd_float", "array_ipow", "iadd_wider", "iadd_other_sign", "iadd_list", "iadd_stranger",
  },
}

topic(12, "An update in place keeps the dtype") {
  vocabulary = { "+=", "set item" },
  clauses    = {
    "array.iadd.identity", "array.iadd.casting", "array.setitem.dtype", "array.dtype.promotion", "array.dtype.scalars",
    "array.update.dtype", "array.dtype.number_out_of_range", "array.dtype.default",
  },
  choices    = {
    "int_iadd_float", "setitem_float", "number_with_array", "mixed_sizes", "int_with_float", "iadd_wider",
    "iadd_other_sign", "number_out_of_range", "default_integer", "default_float",
  },
}

topic(13, "An update in place keeps the shape") {
  vocabulary = { "+=" },
  clauses    = { "array.iadd.identity", "array.update.shape" },
  choices    = { "broadcasting" },
}

topic(14, "An update of a tuple's item raises, and has been done") {
  vocabulary = { "make tuple", "+=" },
  clauses    = { "tuple.item_iadd", "tuple.items", "immutable.setitem" },
  choices    = { "tuple_setitem" },
}

topic(15, "A list takes any iterable by +=, and only lists by +") {
  vocabulary = { "+=", "+", "operand" },
  clauses    = { "list.iadd", "list.add", "list.iadd.array" },
  choices    = { "list_iadd_stranger", "list_iadd_array" },
}

topic(16, "A list as its own operand") {
  vocabulary = { "+=", "set item", ".extend", "*" },
  clauses    = { "list.iadd", "list.setitem", "list.methods", "list.repeat", "list.slice.self" },
}

topic(17, "Assigning to a slice keeps the identity") {
  vocabulary = { "set item", "delete item" },
  clauses    = {
    "list.setitem", "list.delitem", "array.setitem.identity", "list.growth", "list.slice.bounds", "list.slice.update",
    "list.slice.new", "list.slice.failing",
  },
  choices    = { "array_setitem", "list_step_of_one", "list_beyond_the_end", "list_methods_return" },
}

topic(18, "What a basic index gives: a view, a copy, a value") {
  vocabulary = { "get item", "make slice" },
  clauses    = {
    "array.slice.view", "array.slice.copy", "array.slice.value", "array.slice.contiguous_view", "array.view.layouts",
    "array.index.range", "memory.view",
  },
  choices    = { "basic_slice", "slice_step", "slice_bounds", "index_out_of_range" },
}

topic(19, "A write through a view reaches the array, and back") {
  vocabulary = { "get item", "set item", ".T", ".reshape" },
  clauses    = { "array.slice.view", "array.transpose.view", "array.reshape.view", "array.view.chain" },
}

topic(20, "Indexing down to no axis: a scalar or a 0-d array") {
  vocabulary = { "get item" },
  clauses    = { "array.axisless" },
  choices    = { "scalar_index", "ellipsis_index", "empty_index" },
}

topic(21, "When reshape shares") {
  vocabulary = { ".reshape", "set attribute" },
  clauses    = {
    "array.reshape.view", "array.reshape.predicate", "array.reshape.never_copies", "array.shape.assigned",
    "array.reshape.copy.error",
  },
  choices    = { "reshape", "shape_assignment" },
}

topic(22, "ravel shares where it can, flatten copies") {
  vocabulary = { ".ravel", ".flatten" },
  clauses    = {
    "array.ravel", "array.flatten.copy", "array.flatten.view", "array.ravel.contiguous", "array.flatten.fresh",
  },
  choices    = { "flatten" },
}

topic(23, "Views by other means: transpose, diagonal, parts, dtypes") {
  vocabulary = { ".T", "permute_dims", "diagonal", "flip", ".view", ".real", ".imag" },
  clauses    = {
    "array.transpose.view", "array.diagonal.view", "array.flip.view", "array.derived.copy", "array.dtype_view.bytes",
    "array.dtype_view.refused", "array.complex.parts", "array.diagonal.layouts", "array.field.view",
  },
  choices    = {
    "transpose", "diagonal", "flip", "dtype_view", "dtype_view_axis", "parts_of_complex", "imaginary_of_real",
  },
}

topic(24, "Functions with nothing to do: the array itself, a view or a copy") {
  vocabulary = {
    "expand_dims", "squeeze", "asarray", ".astype", ".reshape", "broadcast_to", "permute_dims", "unary +", ".view",
    ".real",
  },
  clauses    = { "array.unit_axes.view", "array.asarray", "array.astype", "array.nothing_to_do" },
  choices    = {
    "unit_axes", "asarray_of_array", "astype_unchanged", "ellipsis_index", "whole_slice", "empty_index",
    "reshape_to_same", "squeeze_of_nothing", "permutation_of_nothing", "broadcast_to_same", "view_as_same",
    "unary_plus", "real_of_real",
  },
}

topic(25, "What a view says that it is a view of") {
  vocabulary = { ".base" },
  clauses    = { "array.base" },
  choices    = { "base_of_view" },
}

topic(26, "A view of what cannot be written cannot be written") {
  vocabulary = { ".writeable", "set attribute" },
  clauses    = {
    "array.writeable.refused", "array.writeable.inherited", "array.writeable.earlier_views",
    "array.writeable.unlocked_views",
  },
}

topic(27, "Writing to what was broadcast") {
  vocabulary = { "broadcast_to", "broadcast_arrays", "set item" },
  clauses    = { "array.broadcast.view", "array.broadcast_arrays" },
  choices    = { "broadcast_to", "broadcast_arrays" },
}

topic(28, "Resizing an array that has views") {
  vocabulary = { ".resize" },
  clauses    = { "array.resize", "array.resize.views.refused", "array.resize.views.follow" },
  choices    = { "resize_with_views" },
}

topic(29, "An exact test for shared elements") {
  vocabulary = { "shares_memory", ".strides", ".shape" },
  clauses    = { "memory.shares", "array.introspection", "memory.shares.layouts" },
}

topic(30, "A quick test for shared elements never denies them") {
  vocabulary = { "may_share_memory" },
  clauses    = { "memory.may_share", "memory.may_share.layouts" },
}

topic(31, "Sharing of arrays without an element or without an axis") {
  vocabulary = { "shares_memory" },
  clauses    = { "memory.shares", "array.axisless", "array.introspection", "memory.shares.nothing" },
}

topic(32, "Arrays whose own elements overlap") {
  vocabulary = { "as_strided", "broadcast_to" },
  clauses    = { "array.self_overlap.refused", "array.self_overlap.read", "array.self_overlap.elsewhere" },
  choices    = { "self_overlap" },
}

topic(33, "A result written into an operand itself") {
  vocabulary = { "add" },
  clauses    = { "array.out", "memory.output", "memory.overlap", "array.overlap.same" },
}

topic(34, "A result written over a part of an operand") {
  vocabulary = { "+=", "get item" },
  clauses    = {
    "array.overlap.as_if_copied", "array.overlap.refused", "array.overlap.none", "array.overlap.operands",
    "array.overlap.broadcast", "array.overlap.places", "array.overlap.functions", "array.overlap.dtypes",
  },
  choices    = { "overlap" },
}

topic(35, "Assignments that overlap, with steps of every sign") {
  vocabulary = { "set item", "make slice" },
  clauses    = {
    "array.overlap.as_if_copied", "array.overlap.geometry", "array.overlap.assignment", "array.overlap.kernels",
    "array.overlap.assignment.layouts",
  },
  choices    = { "overlap", "overlap_of_steps" },
}

topic(36, "Overlap in running results, reductions and unbuffered updates") {
  vocabulary = { ".accumulate", "sum", ".at" },
  clauses    = {
    "array.fold.out", "array.fold.overlap", "array.sum.out", "array.at", "array.at.layouts", "array.matmul.overlap",
    "array.sum.overlap",
  },
  choices    = { "fold_overlap" },
}

topic(37, "Writing where several elements are one") {
  vocabulary = { "broadcast_to", "+=" },
  clauses    = { "array.self_overlap.refused", "array.self_overlap.elsewhere" },
  choices    = { "self_overlap" },
}

topic(38, "The shape of out=") {
  vocabulary = { "add" },
  clauses    = { "array.out" },
  choices    = { "empty_out", "out_of_other_shape" },
}

topic(39, "The dtype of out=") {
  vocabulary = { "add" },
  clauses    = { "array.out" },
  choices    = { "out_of_other_dtype" },
}

topic(40, "What where= leaves alone") {
  vocabulary = { "add" },
  clauses    = { "array.out.where", "array.where.fresh" },
}

topic(41, "Temporary results that are used again do not show") {
  vocabulary = { "+" },
  clauses    = { "memory.expression", "expression.temporaries" },
}

topic(42, "Advanced indexing reads a copy") {
  vocabulary = { "get item" },
  clauses    = { "array.index.copy", "array.index.axes" },
  choices    = { "index_list", "index_array", "index_mask" },
}

topic(43, "Advanced indexing writes in place") {
  vocabulary = { "set item" },
  clauses    = { "array.index.assign", "array.index.all_or_none", "array.index.assign_axes" },
  choices    = { "setitem_by_index", "setitem_mask" },
}

topic(44, "A repeated index in an assignment") {
  vocabulary = { "set item" },
  clauses    = { "array.index.repeated_assignment" },
  choices    = { "repeated_assignment" },
}

topic(45, "A repeated index in an update") {
  vocabulary = { "+=", ".at" },
  clauses    = { "array.index.repeated", "array.at", "array.at.layouts", "array.at.new" },
  choices    = { "repeated_index" },
}

topic(46, "An index that shares elements with what it indexes") {
  vocabulary = { "set item" },
  clauses    = { "array.index.overlap", "array.index.overlap.layouts" },
}

topic(47, "Asking for a copy, for none, or for either") {
  vocabulary = { "array", "asarray", ".astype", ".reshape", "from_dlpack" },
  clauses    = {
    "array.new", "array.new.without_copy", "array.asarray", "array.astype", "array.copy.independent",
    "array.reshape.copy", "array.reshape.copy.error", "exchange.from_dlpack.copy", "memory.copy",
  },
  choices    = { "array_without_copy", "asarray_of_array", "astype_unchanged" },
}

topic(48, "Python's numbers from an array are detached") {
  vocabulary = { ".item", "float", "int", "bool", "complex", ".tolist" },
  clauses    = { "array.item", "array.number", "array.tolist" },
  choices    = { "float_of_one_element", "bool_of_nothing" },
}

topic(49, "To NumPy and back") {
  vocabulary = { "to_numpy", "from_numpy", "numpy_from_dlpack", "from_dlpack", "place_numpy" },
  clauses    = {
    "exchange.to_numpy", "exchange.from_numpy", "exchange.numpy_from_dlpack", "exchange.from_dlpack",
    "exchange.from_dlpack.numpy", "exchange.from_dlpack.alignment", "exchange.from_dlpack.copy",
  },
  choices    = { "to_numpy", "from_numpy", "dlpack_of_numpy", "numpy_of_dlpack" },
}

topic(50, "Exchange of what cannot be written") {
  vocabulary = { ".setflags", "from_numpy", "from_dlpack", "memoryview" },
  clauses    = { "exchange.from_numpy", "exchange.dlpack.read_only", "exchange.buffer.read_only" },
  choices    = { "numpy_read_only", "dlpack_read_only", "buffer_of_array" },
}

topic(51, "An exported buffer locks its owner") {
  vocabulary = { "memoryview", "bytearray", ".release", ".resize" },
  clauses    = { "exchange.buffer", "exchange.buffer.content", "exchange.buffer.outlives", "exchange.buffer.lock" },
  choices    = { "buffer_of_array" },
}

topic(52, "A capsule is consumed once and freed once") {
  vocabulary = { "dlpack_capsule", "from_capsule" },
  clauses    = { "exchange.dlpack.capsule", "exchange.freed" },
}

topic(53, "What a capsule says of itself holds") {
  vocabulary = { "from_dlpack", "numpy_from_dlpack", ".setflags" },
  clauses    = {
    "exchange.from_dlpack", "exchange.from_dlpack.copy", "exchange.numpy_from_dlpack", "exchange.dlpack.read_only",
  },
  choices    = { "dlpack_read_only", "numpy_of_dlpack" },
}

topic(54, "Exchanged data outlives its producer") {
  vocabulary = { "from_dlpack", "to_numpy", "from_numpy", "memoryview", "collect" },
  clauses    = { "exchange.dlpack.outlives", "exchange.to_numpy", "exchange.from_numpy", "exchange.buffer.outlives" },
}

topic(55, "The order of streams") {
  vocabulary = { "stream", "use_stream", "dlpack_capsule", "from_dlpack" },
  clauses    = { "exchange.dlpack.stream", "exchange.dlpack.stream.none" },
  choices    = { "order_unasked" },
}

topic(56, "Moving to the device where the array is") {
  vocabulary = { "to_device", "from_dlpack" },
  clauses    = { "device.same", "device.another", "device.mixed", "exchange.from_dlpack.device" },
  choices    = { "same_device", "mixed_devices", "dlpack_to_host" },
}

topic(57, "Reading after a transfer") {
  vocabulary = { "to_device", "synchronize" },
  clauses    = { "device.read_after_transfer" },
}

topic(58, "Changing the source of a transfer that is under way") {
  vocabulary = { "to_device", "synchronize" },
  clauses    = { "device.source_in_flight" },
}

topic(59, "A donated array is gone") {
  vocabulary = { "donated" },
  clauses    = { "device.donated" },
  choices    = { "donation" },
}

topic(60, "Views share the count of writes") {
  vocabulary = { "version" },
  clauses    = { "autograd.version" },
}

topic(61, "A saved value that was changed is noticed") {
  vocabulary = { "requires_grad", "backward", ".grad" },
  clauses    = { "autograd.saved", "autograd.correct", "autograd.accumulates" },
}

topic(62, "Updates of leaves and of several views") {
  vocabulary = { "requires_grad" },
  clauses    = { "autograd.leaf", "autograd.several_views", "autograd.export" },
}

topic(63, "A detached array: one count of writes or two") {
  vocabulary = { "detach", ".data", "version" },
  clauses    = { "autograd.detach", "autograd.version", "autograd.data", "autograd.export" },
  choices    = { "detached" },
}

topic(64, "A view keeps the memory alive") {
  vocabulary = { "watch", "alive", "collect" },
  clauses    = {
    "name.deletion", "lifetime.view", "lifetime.view.array", "lifetime.view.chain", "exchange.buffer.outlives",
  },
  choices    = { "view_keeps_array" },
}

topic(65, "When an unused object dies") {
  vocabulary = { "watch", "alive", "collect" },
  clauses    = { "lifetime.reachable", "lifetime.at_once", "lifetime.collected" },
  choices    = { "death" },
}

topic(66, "What copy and deepcopy keep together") {
  vocabulary = { "copy", "deepcopy", ".copy" },
  clauses    = {
    "list.copy", "array.copy", "array.copy.immutable", "copy.deep.memo", "copy.deep.cycles", "copy.deep.detached",
    "copy.shallow", "copy.views.split", "copy.views.kept",
  },
  choices    = { "copy_of_array", "deepcopy_of_views" },
}

topic(67, "Traced programs do what eager ones do") {
  clauses    = { "traced.same" },
}

topic(68, "Arrays as values: nothing is written through") {
  vocabulary = { "get item", "set item", "+=", ".T", ".reshape", "squeeze", "flip", "make list", "passed" },
  clauses    = {
    "value.derived", "value.chain", "value.update_in_place", "array.slice.copy", "array.derived.copy",
    "array.iadd.rebinding", "array.copy.immutable", "value.assignment", "value.container", "value.argument",
  },
  choices    = { "assignment", "array_iadd", "basic_slice", "transpose", "reshape", "unit_axes", "flip" },
}
