"""The driver of TensorFlow's tensors, eager, on the CPU."""
import ibid_core

channel = ibid_core.take_channel()
import ibid_tensorflow  # it imports TensorFlow, which prints

OPERATIONS = {
    "array": "tf.constant({data}, dtype={dtype})",
    "zeros": "tf.zeros({shape}, dtype={dtype})",
    "ones": "tf.ones({shape}, dtype={dtype})",
    "full": "tf.fill({shape}, tf.constant({value}, dtype={dtype}))",
    "arange": "tf.range({start}, {stop:limit}, {step:delta}, dtype={dtype})",
    "zeros_like": "tf.zeros_like({x}, dtype={dtype})",
    ".copy": "tf.identity({self})",
    "from_numpy": "tf.convert_to_tensor({x})",
    "from_dlpack": "tf.experimental.dlpack.from_dlpack({x}.__dlpack__())",
    "dlpack_capsule": "tf.experimental.dlpack.to_dlpack({x})",
    "from_capsule": "tf.experimental.dlpack.from_dlpack({capsule})",
    "numpy_from_dlpack": "np.from_dlpack({x}, copy={copy})",
    "address": "np.asarray(memoryview({x})).__array_interface__[\"data\"][0]",
}

REASONS = {
    ".fill": "TensorFlow's tensors are immutable",
}

if __name__ == "__main__":
    ibid_tensorflow.serve(channel, "tensorflow", "TensorFlow", OPERATIONS, REASONS)
