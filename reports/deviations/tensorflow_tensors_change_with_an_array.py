"""TensorFlow guide, Introduction to Tensors: "you can never update the contents of a tensor, only create a new one".

tf.squeeze and others of a NumPy array share its memory where it starts at a multiple of 64 bytes, as one in four small
arrays does by chance: a later write to the array changes the tensor, and a variable that was made of it. The
caution on the page of tf.Tensor names tf.constant, which copies.

Runs on: tensorflow@2.21.0
"""
import numpy as np
import tensorflow as tf


def aligned(count):
    memory = np.zeros(4 * count + 64, np.uint8)
    start = -memory.ctypes.data % 64
    return memory[start:start + 4 * count].view(np.float32)


def changes(make):
    array = aligned(4)
    tensor = make(array)
    before = tensor.numpy().copy()
    array[:] = 7
    return not (tensor.numpy() == before).all()


found = {
    "tf.constant": changes(tf.constant),
    "tf.convert_to_tensor": changes(tf.convert_to_tensor),
    "tf.squeeze": changes(tf.squeeze),
    "tf.expand_dims": changes(lambda array: tf.expand_dims(array, 0)),
    "tf.stop_gradient": changes(tf.stop_gradient),
    "tf.Variable(tf.squeeze)": changes(lambda array: tf.Variable(tf.squeeze(array))),
}
for name, changed in found.items():
    print("%-24s %s" % (name, "changes with the array" if changed else "stays"))
assert not found["tf.constant"] and not found["tf.convert_to_tensor"]
assert found["tf.squeeze"] and found["tf.expand_dims"] and found["tf.stop_gradient"] and found["tf.Variable(tf.squeeze)"]
