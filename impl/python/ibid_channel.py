"""Standard input and output for the protocol alone: what anybody prints goes to standard error.

Libraries print, from Python and from below it, and one such line would break the protocol. So a driver
takes the channel before it imports its library.
"""
import io
import os
import sys


class Channel(object):
    """Lines of bytes in, None at the end, and lines of ASCII out."""

    def __init__(self, requests, write, flush):
        self.requests = requests
        self.write = write
        self.flush = flush

    def receive(self):
        return self.requests.readline() or None

    def send(self, line):
        self.write(line.encode("ascii") + b"\n")
        self.flush()


def of_descriptors():
    """Descriptor 1 becomes standard error, for every library in the process.

    The answers end with the process, however long its libraries take to be gone (TensorFlow: a second).
    """
    answers = io.open(os.dup(1), "wb", closefd=False)
    os.dup2(2, 1)
    return Channel(getattr(sys.stdin, "buffer", sys.stdin), answers.write, answers.flush)


def of_java():
    """Jython has no dup of its own; its jar brings one along, for descriptor 1 and so for child processes too."""
    from java.lang import System
    from jnr.posix import POSIXFactory
    System.out.flush()
    posix = POSIXFactory.getNativePOSIX()
    answers = posix.dup(1)
    posix.dup2(2, 1)

    def write(line):
        while line:
            written = posix.write(answers, line, len(line))
            if written <= 0:
                raise IOError("nobody reads the answers")
            line = line[written:]

    return Channel(sys.stdin, write, System.out.flush)


def of_dotnet():
    """IronPython numbers streams itself, so that dup2 moves no descriptor: the console's own stream is kept.

    Not verified: written by IronPython's documents, never run on it.
    """
    from System import Array, Byte, Console
    answers = Console.OpenStandardOutput()
    Console.SetOut(Console.Error)

    def write(line):
        data = Array[Byte](bytearray(line))
        answers.Write(data, 0, len(data))

    return Channel(getattr(sys.stdin, "buffer", sys.stdin), write, answers.Flush)


def take_channel():
    """Takes standard output for answers; whatever else is printed from now on goes to standard error."""
    sys.stdout.flush()
    if sys.platform.startswith("java"):
        channel = of_java()
    elif "IronPython" in sys.version:
        channel = of_dotnet()
    else:
        channel = of_descriptors()
    sys.stdout = sys.__stdout__ = sys.stderr
    return channel
