"""The driver of Python itself: names, numbers, strings, lists and tuples, and no arrays.

It runs on whichever Python runs it: CPython 2.7 and 3.6 and later, PyPy, Jython, RustPython. IronPython is
provided for, by its documents, and not verified.
"""
import platform
import re
import sys

import ibid_core
from ibid_text import OWN

OPERATIONS = {".real": OWN, ".imag": OWN}
if hasattr(list, "copy"):  # not before Python 3.3
    OPERATIONS[".copy"] = OWN

ARRAY_OPERATIONS = (
    "array zeros ones full arange zeros_like asarray as_strided place place_numpy bits .T .shape .strides .dtype .size .ndim .base "
    ".writeable .item .tolist .view .reshape .ravel .flatten .astype .fill .resize permute_dims broadcast_to "
    "expand_dims squeeze flip diagonal add subtract multiply divide floor_divide remainder power maximum minimum equal "
    "not_equal less less_equal greater greater_equal negative absolute sqrt exp log sin cos sum .accumulate .at "
    "shares_memory may_share_memory to_numpy from_numpy to_device from_dlpack synchronize stream use_stream allocated address "
    "requires_grad detach backward version .setflags dlpack_capsule from_capsule numpy_from_dlpack donated .grad "
    ".data").split()


def version(implementation):
    """That of the implementation, where it has one beside that of the language: [PyPy 7.3.11 with GCC 12.2.0]."""
    own = re.search(implementation + r" (\d[\w.]*)", sys.version)
    return own.group(1) if own else platform.python_version()


if __name__ == "__main__":
    IMPLEMENTATION = platform.python_implementation()
    ibid_core.serve(ibid_core.take_channel(), ibid_core.Implementation(
        name=IMPLEMENTATION.lower(), version=version(IMPLEMENTATION), title="Python", operations=OPERATIONS,
        reasons=dict.fromkeys(ARRAY_OPERATIONS, "%s has no arrays" % IMPLEMENTATION)))
