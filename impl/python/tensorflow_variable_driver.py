"""The driver of TensorFlow's variables, eager, on the CPU.

Arrays are made as variables; what TensorFlow computes from them, slices too, are tensors.
"""
import ibid_core

channel = ibid_core.take_channel()
import ibid_tensorflow  # it imports TensorFlow, which prints
import tensorflow as tf


def assign(x, index, value):
    """x[index] = value. TensorFlow's documentation of slices of variables has .assign for it."""
    if isinstance(x, tf.Variable):
        x[index].assign(value)
    else:
        x[index] = value


def set_item(call):
    target, value = call.arguments
    x, index = target["args"]
    return "assign(%s, np.s_[%s], %s)" % (call.write(x), call.subscripts(index), call.write(value))


OPERATIONS = {
    "array": "tf.Variable({data}, dtype={dtype})",
    "zeros": "tf.Variable(tf.zeros({shape}, dtype={dtype}))",
    "ones": "tf.Variable(tf.ones({shape}, dtype={dtype}))",
    "full": "tf.Variable(tf.fill({shape}, tf.constant({value}, dtype={dtype})))",
    "arange": "tf.Variable(tf.range({start}, {stop:limit}, {step:delta}, dtype={dtype}))",
    "zeros_like": "tf.Variable(tf.zeros_like({x}, dtype={dtype}))",
    "set item": set_item,
    ".copy": "tf.Variable({self})",
    "from_numpy": "tf.Variable({x})",
}

REASONS = dict.fromkeys(("from_dlpack", "dlpack_capsule", "from_capsule", "numpy_from_dlpack"),
                        "TensorFlow exchanges tensors through DLPack, and no variables")
REASONS.update({
    ".fill": "TensorFlow assigns a variable only values of its own shape",
    "address": "a variable does not tell where its memory is, and an assignment may move it",
})

if __name__ == "__main__":
    ibid_tensorflow.serve(channel, "tensorflow-variable", "TensorFlow", OPERATIONS, REASONS, assign=assign)
