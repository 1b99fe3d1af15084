-- What the field asks about identity and aliasing, and where this spec answers. Numbers are stable: other
-- documents refer to them. A topic without a clause says why there is none.

topic(1, "An identity is constant") {
  vocabulary = { "id", "is" },
  clauses    = { "identity.is" },
}

topic(2, "Live objects have different identities") {
  vocabulary = { "id", "is" },
  clauses    = { "identity.is", "identity.new_objects" },
}

topic(3, "The identity of a dead object may come back") {
  why_not = "Both are lawful, and whether it comes back hangs on the allocator: nothing can be demanded.",
}

topic(4, "`is` and equal ids tell the same") {
  vocabulary = { "id", "is", "is not" },
  clauses    = { "identity.is" },
}

topic(5, "Which equal immutable values are one object") {
  vocabulary = { "is" },
  clauses    = { "identity.singletons", "identity.integers.cached", "identity.integers.by_value", "identity.floats.by_value", "tuple.same" },
  choices    = { "integer_identity", "float_identity", "constants_of_a_unit" },
}

topic(6, "Every evaluation of a display makes a new object") {
  vocabulary = { "make list", "is not" },
  clauses    = { "identity.new_objects" },
}

topic(7, "Binding, passing and storing keep the object") {
  vocabulary = { "passed", "make list" },
  clauses    = { "name.assignment", "name.rebinding", "name.deletion" },
  choices    = { "assignment" },
}

topic(8, "What an identity is made from") {
  why_not = "An address, a counter or the value itself: no program can tell, beyond what topic 5 asks.",
}

topic(9, "The target of an update is evaluated once") {
  vocabulary = { "+=" },
  clauses    = { "name.iadd.once" },
}

topic(10, "An update binds the target again, to what the method returned") {
  vocabulary = { "+=", "operand" },
  clauses    = { "name.iadd.protocol", "name.update.protocol" },
}

topic(11, "Whether x += y updates an array, rebinds it, or is an error") {
  vocabulary = { "+=" },
  clauses    = { "array.iadd.identity", "array.iadd.rebinding", "array.iadd.refused", "array.iadd.casting" },
  choices    = { "array_iadd", "int_iadd_float" },
}

topic(12, "An update in place keeps the dtype") {
  vocabulary = { "+=" },
  clauses    = { "array.iadd.identity", "array.iadd.casting" },
  choices    = { "int_iadd_float" },
}

topic(13, "An update in place keeps the shape") {
  vocabulary = { "+=" },
  clauses    = { "array.iadd.identity" },
}

topic(14, "An update of a tuple's item raises, and has been done") {
  vocabulary = { "make tuple", "+=" },
  clauses    = { "tuple.item_iadd" },
  choices    = { "tuple_setitem" },
}

topic(15, "A list takes any iterable by +=, and only lists by +") {
  vocabulary = { "+=", "+" },
  clauses    = { "list.iadd", "list.add" },
}

topic(16, "A list as its own operand") {
  vocabulary = { "+=", "set item", ".extend" },
  clauses    = { "list.iadd", "list.setitem", "list.methods" },
}

topic(17, "Assigning to a slice keeps the identity") {
  vocabulary = { "set item" },
  clauses    = { "list.setitem", "list.delitem", "array.setitem.identity" },
  choices    = { "array_setitem" },
}

topic(18, "What a basic index gives: a view, a copy, a value") {
  vocabulary = { "get item", "make slice" },
  clauses    = { "array.slice.view", "array.slice.copy", "array.slice.value" },
  choices    = { "basic_slice", "slice_step", "slice_bounds" },
}

topic(19, "A write through a view reaches the array, and back") {
  vocabulary = { "get item", "set item", ".T", ".reshape" },
  clauses    = { "array.slice.view", "array.transpose.view", "array.reshape.view" },
}

topic(20, "Indexing down to no axis: a scalar or a 0-d array") {
  vocabulary = { "get item" },
  choices    = { "scalar_index" },
  why_not    = "Not written yet.",
}

topic(21, "When reshape shares") {
  vocabulary = { ".reshape" },
  clauses    = { "array.reshape.view" },
  choices    = { "reshape" },
}

topic(22, "ravel shares where it can, flatten copies") {
  vocabulary = { ".ravel", ".flatten" },
  clauses    = { "array.ravel", "array.flatten.copy", "array.flatten.view" },
  choices    = { "flatten" },
}

topic(23, "Views by other means: transpose, diagonal, parts, dtypes") {
  vocabulary = { ".T", "permute_dims", "diagonal", "flip" },
  clauses    = { "array.transpose.view", "array.diagonal.view", "array.flip.view" },
  choices    = { "transpose", "diagonal", "flip" },
}

topic(24, "Functions with nothing to do: the array itself, a view or a copy") {
  vocabulary = { "expand_dims", "squeeze", "asarray", ".astype" },
  clauses    = { "array.unit_axes.view", "array.asarray", "array.astype" },
  choices    = { "unit_axes", "asarray_of_array", "astype_unchanged" },
}

topic(25, "What a view says that it is a view of") {
  why_not = "Not written yet.",
}

topic(26, "A view of what cannot be written cannot be written") {
  why_not = "Not written yet.",
}

topic(27, "Writing to what was broadcast") {
  vocabulary = { "broadcast_to", "set item" },
  clauses    = { "array.broadcast.view" },
  choices    = { "broadcast_to" },
}

topic(28, "Resizing an array that has views") {
  why_not = "Not written yet.",
}

topic(29, "An exact test for shared elements") {
  why_not = "Not written yet.",
}

topic(30, "A quick test for shared elements never denies them") {
  why_not = "Not written yet.",
}

topic(31, "Sharing of arrays without an element or without an axis") {
  why_not = "Not written yet.",
}

topic(32, "Arrays whose own elements overlap") {
  vocabulary = { "as_strided", "broadcast_to" },
  clauses    = { "array.self_overlap.refused" },
  choices    = { "self_overlap" },
}

topic(33, "A result written into an operand itself") {
  vocabulary = { "add" },
  clauses    = { "array.out", "memory.output", "memory.overlap" },
}

topic(34, "A result written over a part of an operand") {
  vocabulary = { "+=", "get item" },
  clauses    = { "array.overlap.as_if_copied", "array.overlap.refused", "array.overlap.none" },
  choices    = { "overlap" },
}

topic(35, "Assignments that overlap, with steps of every sign") {
  vocabulary = { "set item", "make slice" },
  clauses    = { "array.overlap.as_if_copied" },
  choices    = { "overlap" },
}

topic(36, "Overlap in running results, reductions and unbuffered updates") {
  why_not = "Not written yet.",
}

topic(37, "Writing where several elements are one") {
  vocabulary = { "broadcast_to", "+=" },
  clauses    = { "array.self_overlap.refused" },
  choices    = { "self_overlap" },
}

topic(38, "The shape of out=") {
  vocabulary = { "add" },
  clauses    = { "array.out" },
  choices    = { "empty_out" },
}

topic(39, "The dtype of out=") {
  vocabulary = { "add" },
  clauses    = { "array.out" },
  choices    = { "out_of_other_dtype" },
}

topic(40, "What where= leaves alone") {
  vocabulary = { "add" },
  clauses    = { "array.out.where" },
}

topic(41, "Temporary results that are used again do not show") {
  vocabulary = { "+" },
  clauses    = { "memory.expression" },
}

topic(42, "Advanced indexing reads a copy") {
  vocabulary = { "get item" },
  clauses    = { "array.index.copy" },
  choices    = { "index_list", "index_array", "index_mask" },
}

topic(43, "Advanced indexing writes in place") {
  vocabulary = { "set item" },
  clauses    = { "array.index.assign", "array.index.all_or_none" },
  choices    = { "setitem_by_index", "setitem_mask" },
}

topic(44, "A repeated index in an assignment") {
  why_not = "Not written yet.",
}

topic(45, "A repeated index in an update") {
  vocabulary = { "+=" },
  clauses    = { "array.index.repeated" },
  choices    = { "repeated_index" },
}

topic(46, "An index that shares elements with what it indexes") {
  why_not = "Not written yet.",
}

topic(47, "Asking for a copy, for none, or for either") {
  vocabulary = { "array", "asarray", ".astype" },
  clauses    = { "array.new", "array.asarray", "array.astype" },
  choices    = { "asarray_of_array", "astype_unchanged" },
}

topic(48, "Python's numbers from an array are detached") {
  vocabulary = { ".item", "float", "int", "bool", ".tolist" },
  clauses    = { "array.item", "array.number", "array.tolist" },
  choices    = { "float_of_one_element" },
}

topic(49, "To NumPy and back") {
  vocabulary = { "to_numpy", "from_numpy" },
  clauses    = { "exchange.to_numpy", "exchange.from_numpy" },
  choices    = { "to_numpy", "from_numpy" },
}

topic(50, "Exchange of what cannot be written") {
  why_not = "Not written yet.",
}

topic(51, "An exported buffer locks its owner") {
  why_not = "Not written yet.",
}

topic(52, "A capsule is consumed once and freed once") {
  why_not = "Not written yet.",
}

topic(53, "What a capsule says of itself holds") {
  why_not = "Not written yet.",
}

topic(54, "Exchanged data outlives its producer") {
  why_not = "Not written yet.",
}

topic(55, "The order of streams") {
  why_not = "Not written yet.",
}

topic(56, "Moving to the device where the array is") {
  why_not = "Not written yet.",
}

topic(57, "Reading after a transfer") {
  why_not = "Not written yet.",
}

topic(58, "Changing the source of a transfer that is under way") {
  why_not = "Not written yet.",
}

topic(59, "A donated array is gone") {
  why_not = "Not written yet.",
}

topic(60, "Views share the count of writes") {
  why_not = "Not written yet.",
}

topic(61, "A saved value that was changed is noticed") {
  why_not = "Not written yet.",
}

topic(62, "Updates of leaves and of several views") {
  why_not = "Not written yet.",
}

topic(63, "A detached array: one count of writes or two") {
  why_not = "Not written yet.",
}

topic(64, "A view keeps the memory alive") {
  why_not = "Not written yet.",
}

topic(65, "When an unused object dies") {
  why_not = "Not written yet.",
}

topic(66, "What copy and deepcopy keep together") {
  vocabulary = { "copy", "deepcopy", ".copy" },
  clauses    = { "list.copy", "array.copy", "array.copy.immutable" },
  choices    = { "copy_of_array" },
}

topic(67, "Traced programs do what eager ones do") {
  why_not = "Not written yet.",
}

topic(68, "Arrays as values: nothing is written through") {
  vocabulary = { "get item", "set item", "+=" },
  clauses    = { "array.slice.copy", "array.iadd.rebinding", "array.copy.immutable" },
  choices    = { "assignment", "array_iadd" },
}
