"""The driver of TensorFlow's variables, eager, on the CPU.

Arrays are made as variables; what TensorFlow computes from them are tensors.
"""
import ibid_core

channel = ibid_core.take_channel()
import ibid_tensorflow  # it imports TensorFlow, which prints


def assign(call):
    """TensorFlow's documentation of tf.Variable.__getitem__ calls this its __setitem__, in another syntax."""
    return "%s.assign(%s)" % (call.write(call.arguments[0]), call.write(call.arguments[1]))


OPERATIONS = {
    "array": "tf.Variable({data}, dtype={dtype})",
    "zeros": "tf.Variable(tf.zeros({shape}, dtype={dtype}))",
    "ones": "tf.Variable(tf.ones({shape}, dtype={dtype}))",
    "full": "tf.Variable(tf.fill({shape}, tf.constant({value}, dtype={dtype})))",
    "arange": "tf.Variable(tf.range({start}, {stop:limit}, {step:delta}, dtype={dtype}))",
    "zeros_like": "tf.Variable(tf.zeros_like({x}, dtype={dtype}))",
    "set item": assign,
    ".copy": "tf.Variable({self})",
    "from_numpy": "tf.Variable({x})",
}

REASONS = {
    ".fill": "TensorFlow assigns a variable only values of its own shape",
    "address": "a variable does not tell where its memory is, and an assignment may move it",
}

if __name__ == "__main__":
    ibid_tensorflow.serve(channel, "tensorflow-variable", "TensorFlow", OPERATIONS, REASONS)
