-- What a claim of conformance names: for each system the answers that its documents give. A choice
-- that no document of the system decides is left out, or is "unspecified" where the document says so.

profile "python" {
  title   = "Python, the language",
  -- The reference leaves the identity of equal integers open, and Python itself has no arrays.
  answers = {},
}

profile "numpy" {
  title   = "NumPy 2.4 and later",
  answers = {
    array_iadd           = { "in place", source = "NumPy quickstart, Basic operations: += and *= act in place to modify an existing array" },
    array_setitem        = { "writes", source = "NumPy user guide, Indexing on ndarrays, Assigning values to indexed arrays" },
    basic_slice          = { "view", source = "NumPy user guide, Copies and views: basic indexing always creates views" },
    slice_step           = { "any sign", source = "NumPy user guide, Indexing on ndarrays, Slicing and striding" },
    scalar_index         = { "value", source = "NumPy reference, Scalars: a value extracted by indexing is an array scalar, which is immutable" },
    copy_of_array        = { "copies", source = "NumPy reference, numpy.ndarray.__copy__: equivalent to a.copy(order='K')" },
    overlap              = { "as if copied", source = "NumPy reference, Universal functions (ufunc): operands with memory overlap" },
    float_of_one_element = { "raises", source = "NumPy 2.4.0 release notes, expired deprecations: TypeError for ndim > 0" },
    int_iadd_float       = { "casting error", source = "NumPy reference, numpy.ufunc, casting: 'same_kind' by default" },
    transpose            = { "view", source = "NumPy reference, numpy.ndarray.T: view of the transposed array" },
    reshape              = { "view if possible", source = "NumPy reference, numpy.reshape: a new view object if possible" },
    unit_axes            = { "view", source = "NumPy reference, numpy.squeeze: a itself or a view; numpy.expand_dims: view" },
    flatten              = { "copies", source = "NumPy reference, numpy.ndarray.flatten: return a copy" },
    flip                 = { "view", source = "NumPy reference, numpy.flip: a view of m" },
    diagonal             = { "read-only view", source = "NumPy reference, numpy.diagonal: since NumPy 1.9 a read-only view" },
    broadcast_to         = { "read-only view", source = "NumPy reference, numpy.broadcast_to: a readonly view" },
  },
}

profile "torch" {
  title   = "PyTorch",
  answers = {
    array_iadd           = { "in place", source = "PyTorch documentation, torch.Tensor.add_: in-place version of add" },
    array_setitem        = { "writes", source = "PyTorch documentation, Tensor Views: assignment via basic or advanced indexing is in place" },
    basic_slice          = { "view", source = "PyTorch documentation, Tensor Views: basic slicing and indexing" },
    slice_step           = { "positive only", source = "PyTorch, ATen/TensorIndexing.h: step must be greater than zero" },
    scalar_index         = { "view", source = "PyTorch documentation, Tensor Views: basic slicing and indexing, select" },
    copy_of_array        = { "shares", source = "PyTorch, torch/_tensor.py, Tensor.__reduce_ex__: rebuilt over the same storage" },
    overlap              = { "raises", source = "PyTorch, ATen/MemoryOverlap.h: assert_no_partial_overlap" },
    float_of_one_element = { "accepts", source = "PyTorch documentation, torch.Tensor: item() gets a Python number from a tensor with a single value, and so does float()" },
    int_iadd_float       = { "casting error", source = "PyTorch documentation, Tensor Attributes, torch.dtype: int_tensor *= float_tensor is disallowed" },
    transpose            = { "view", source = "PyTorch documentation, Tensor Views: transpose, permute, T" },
    reshape              = { "view if possible", source = "PyTorch documentation, torch.reshape: when possible, a view of input" },
    unit_axes            = { "view", source = "PyTorch documentation, Tensor Views: squeeze, unsqueeze" },
    flatten              = { "view if possible", source = "PyTorch documentation, torch.flatten: the original object, a view, or copy" },
    flip                 = { "copies", source = "PyTorch documentation, torch.flip: makes a copy of input's data" },
    diagonal             = { "writable view", source = "PyTorch documentation, Tensor Views: diagonal; views are written through" },
    broadcast_to         = { "writable view", source = "PyTorch documentation, torch.broadcast_to: equivalent to expand, a view" },
  },
}

profile "jax" {
  title   = "JAX",
  answers = {
    array_iadd           = { "rebinds", source = "JAX documentation, The Sharp Bits, In-place updates" },
    array_setitem        = { "raises", source = "JAX documentation, The Sharp Bits, In-place updates: TypeError" },
    slice_step           = { "any sign", source = "Python array API standard 2024.12, Indexing, which jax.numpy follows" },
    float_of_one_element = { "raises", source = "JAX, jax.Array.__float__: only scalar arrays can be converted to Python scalars" },
    int_iadd_float       = { "promotes", source = "JAX documentation, Type promotion semantics" },
  },
}

profile "tensorflow" {
  title   = "TensorFlow, tensors",
  answers = {
    array_iadd           = { "rebinds", source = "TensorFlow guide, Introduction to Tensors: all tensors are immutable" },
    array_setitem        = { "raises", source = "TensorFlow guide, Introduction to Tensors: all tensors are immutable" },
    slice_step           = { "any sign", source = "TensorFlow API, tf.Tensor.__getitem__: strided slices, foo[::2, ::-1]" },
    float_of_one_element = { "raises", source = "ibid: observed in TensorFlow 2.21, TypeError; no document says it" },
    int_iadd_float       = { "casting error", source = "TensorFlow guide, Introduction to Tensors, Data types: no implicit conversion" },
  },
}

profile "mxnet" {
  title   = "Apache MXNet 1.9, NDArray",
  answers = {
    array_iadd           = { "in place", source = "MXNet API, NDArray.__iadd__: x.__iadd__(y) <=> x += y, writes to x" },
    array_setitem        = { "writes", source = "MXNet API, NDArray.__setitem__" },
    basic_slice          = { "depends", source = "MXNet API, NDArray.__getitem__: a view if the elements are contiguous in memory, else a new NDArray" },
    slice_step           = { "any sign", source = "MXNet API, mxnet.nd.slice: step may be negative" },
    scalar_index         = { "view", source = "MXNet API, NDArray.__getitem__: a view if the elements are contiguous in memory" },
    copy_of_array        = { "copies", source = "MXNet API, NDArray.__copy__ and NDArray.copy" },
    overlap              = { "unspecified", source = "ibid: no document of MXNet says what overlapping operands give" },
    float_of_one_element = { "accepts", source = "MXNet API, NDArray.__float__ and NDArray.asscalar: arrays of one element" },
    int_iadd_float       = { "truncates", source = "ibid: observed in MXNet 1.9.1; no document says it" },
    transpose            = { "copies", source = "MXNet API, NDArray.T: unlike numpy.ndarray.T, returns a copy" },
    reshape              = { "view if possible", source = "MXNet API, NDArray.reshape: a view of this array with a new shape" },
    unit_axes            = { "copies", source = "MXNet API, NDArray.expand_dims: unless inplace is True, a copy is returned" },
    flip                 = { "copies", source = "ibid: observed in MXNet 1.9.1; no document says it" },
    diagonal             = { "copies", source = "ibid: observed in MXNet 1.9.1; no document says it" },
    broadcast_to         = { "copies", source = "ibid: observed in MXNet 1.9.1; no document says it" },
  },
}

profile "array-api" {
  title   = "Python array API standard 2024.12",
  answers = {
    array_iadd     = { "unspecified", source = "Array object, In-place Operators: in-place operations do not guarantee in-place mutation" },
    array_setitem  = { "writes", source = "array.__setitem__; Copy-view behavior and mutability: item assignment is included" },
    basic_slice    = { "unspecified", source = "Copy-view behavior and mutability: libraries may do either" },
    slice_step     = { "any sign", source = "Indexing, Single-axis Indexing: if k is less than 0" },
    overlap        = { "unspecified", source = "Copy-view behavior and mutability: avoid any mutating operations on views" },
    int_iadd_float = { "unspecified", source = "Type Promotion Rules, Mixing arrays with Python scalars: kinds that do not match" },
    transpose      = { "unspecified", source = "Copy-view behavior and mutability: libraries may do either" },
    reshape        = { "unspecified", source = "reshape, copy=None: may reuse the memory buffer or copy" },
    unit_axes      = { "unspecified", source = "Copy-view behavior and mutability: libraries may do either" },
    flip           = { "unspecified", source = "Copy-view behavior and mutability: libraries may do either" },
    broadcast_to   = { "unspecified", source = "Copy-view behavior and mutability: libraries may do either" },
  },
}

profile "value" {
  title   = "Arrays as values, as in pandas with Copy-on-Write: none ever shares an element with another",
  answers = {
    array_iadd           = { "in place", source = "pandas user guide, Copy-on-Write (CoW)" },
    array_setitem        = { "writes", source = "pandas user guide, Copy-on-Write (CoW)" },
    basic_slice          = { "copy", source = "pandas user guide, Copy-on-Write (CoW): derived objects behave as copies" },
    slice_step           = { "any sign", source = "pandas user guide, Indexing and selecting data, Slicing ranges" },
    scalar_index         = { "value", source = "pandas user guide, Copy-on-Write (CoW)" },
    copy_of_array        = { "copies", source = "pandas API, Series.copy" },
    float_of_one_element = { "raises", source = "pandas 2.1 release notes, deprecations: float of a single-element Series" },
    int_iadd_float       = { "casting error", source = "ibid: a value keeps its dtype" },
    transpose            = { "copies", source = "pandas user guide, Copy-on-Write (CoW): derived objects behave as copies" },
    reshape              = { "copies", source = "pandas user guide, Copy-on-Write (CoW): derived objects behave as copies" },
    unit_axes            = { "copies", source = "pandas user guide, Copy-on-Write (CoW): derived objects behave as copies" },
    flatten              = { "copies", source = "pandas user guide, Copy-on-Write (CoW): derived objects behave as copies" },
    flip                 = { "copies", source = "pandas user guide, Copy-on-Write (CoW): derived objects behave as copies" },
    diagonal             = { "copies", source = "pandas user guide, Copy-on-Write (CoW): derived objects behave as copies" },
    broadcast_to         = { "copies", source = "pandas user guide, Copy-on-Write (CoW): derived objects behave as copies" },
  },
}
