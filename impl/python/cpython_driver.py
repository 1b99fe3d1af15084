"""The driver of Python itself: names, numbers, strings, lists and tuples, and no arrays.

It runs on whichever Python runs it.
"""
import platform

import ibid_core
from ibid_text import OWN

OPERATIONS = {".real": OWN, ".imag": OWN}
if hasattr(list, "copy"):  # not before Python 3.3
    OPERATIONS[".copy"] = OWN

ARRAY_OPERATIONS = (
    "array zeros ones full arange zeros_like asarray as_strided place bits .T .shape .strides .dtype .size .ndim .base "
    ".writeable .item .tolist .view .reshape .ravel .flatten .astype .fill .resize permute_dims broadcast_to "
    "expand_dims squeeze flip diagonal add subtract multiply divide floor_divide remainder power maximum minimum equal "
    "not_equal less less_equal greater greater_equal negative absolute sqrt exp log sin cos sum .accumulate .at "
    "shares_memory may_share_memory to_numpy from_numpy to_device from_dlpack synchronize allocated address "
    "requires_grad detach backward version").split()

if __name__ == "__main__":
    ibid_core.serve(ibid_core.take_channel(), ibid_core.Implementation(
        name="cpython" if platform.python_implementation() == "CPython" else platform.python_implementation().lower(),
        version=platform.python_version(),
        title="Python",
        operations=OPERATIONS,
        reasons=dict.fromkeys(ARRAY_OPERATIONS, "%s has no arrays" % platform.python_implementation())))
