"""The Python interpreters of this machine, whatever their implementation: in PATH, from pyenv, from uv, from cargo."""
import collections
import glob
import os
import re
import shutil
import subprocess

Interpreter = collections.namedtuple("Interpreter", "implementation version path")

QUESTION = ("import platform, sys; "
            "sys.stdout.write('%s %s %s' % (platform.python_implementation(), platform.python_version(), sys.executable))")
NAMES = re.compile(r"(python|pypy|ipy|rustpython)(\d+(\.\d+)?)?$")


def candidates():
    """Paths of what may be an interpreter, the preferred one first."""
    preferred = os.environ.get("IBID_PYTHON") or "python3"
    yield shutil.which(preferred) or preferred
    home = os.path.expanduser("~")
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    folders += glob.glob(os.path.join(os.environ.get("PYENV_ROOT") or os.path.join(home, ".pyenv"), "versions/*/bin"))
    folders += glob.glob(os.path.join(os.environ.get("UV_PYTHON_INSTALL_DIR")
                                      or os.path.join(home, ".local/share/uv/python"), "*/bin"))
    folders.append(os.path.join(home, ".cargo/bin"))
    for folder in folders:
        try:
            names = os.listdir(folder)
        except OSError:
            continue
        for name in sorted(names):
            if NAMES.match(name):
                yield os.path.join(folder, name)


def ask(path):
    """The Interpreter at path, or None: a name in PATH may stand for something that is not there."""
    try:
        answer = subprocess.run([path, "-c", QUESTION], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                stdin=subprocess.DEVNULL, timeout=20, universal_newlines=True)
        implementation, version, executable = answer.stdout.split(" ", 2)
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    return Interpreter(implementation, version, executable)


def found():
    """All interpreters, the preferred one first, then the newest first; each executable once."""
    interpreters, seen = [], set()
    for path in candidates():
        real = os.path.realpath(path)
        if real in seen:
            continue
        interpreter = ask(path)
        if interpreter is None:
            continue
        # A stand-in, such as pyenv's, answers for an executable elsewhere.
        executable = os.path.realpath(interpreter.path)
        if executable not in seen:
            interpreters.append(interpreter)
        seen.update((real, executable))
    return interpreters[:1] + sorted(interpreters[1:], key=version_key, reverse=True)


def version_key(interpreter):
    return [int(part) for part in re.findall(r"\d+", interpreter.version)]


def matches(interpreter, wanted):
    """Whether the version is `wanted` or one of it: 3.11.7 is of 3.11 and of 3."""
    return (interpreter.version + ".").startswith(wanted.rstrip(".") + ".")
