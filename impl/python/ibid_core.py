"""The driver protocol (docs/driver-protocol.md) for implementations whose host language is Python.

The same file runs on CPython 2.7 and 3.6 and later. A driver takes the channel before it imports its
library, since libraries print, and then serves with an Implementation, which is a table:

    channel = ibid_core.take_channel()
    import numpy
    ibid_core.serve(channel, ibid_core.Implementation(...))

A program's names are a dictionary of its own, the locals of its statements, which alone refers to its
values: no frame, no exception and no variable of this file does, once a statement has ended. The
functions of the notation are the globals, since not every Python looks into a __builtins__ of ours.
"""
import __future__

import copy
import gc
import json
import os
import platform
import signal
import sys
import warnings
import weakref

import ibid_constants
import ibid_text
import ibid_traced
import ibid_values
from ibid_channel import take_channel  # noqa: F401 (for drivers)

PROTOCOL = 1
# Division is true division everywhere, Python 2.7 included.
FLAGS = __future__.division.compiler_flag
# What Python itself looks up where a program runs: __import__ on behalf of C code, and the like.
BUILTINS = vars(__import__("builtins" if sys.version_info[0] >= 3 else "__builtin__"))
# Values, and no names, in the notation; names in Python 2.7.
CONSTANTS = {"True": True, "False": False}
WHOLE = "<program>"
CACHED_STATEMENTS = 4096

# (class, part of the message, kind): the first that fits, class None for any.
PYTHON_ERRORS = [
    ("TypeError", "does not support item assignment", "immutable"),
    ("TypeError", "does not support item deletion", "immutable"),
    ("TypeError", "doesn't support item deletion", "immutable"),
    ("TypeError", "cannot modify read-only memory", "readonly"),
    ("TypeError", "cannot create weak reference", "unsupported"),
    ("SyntaxError", "", "syntax"),
    ("NameError", "", "name"),
    ("AttributeError", "", "attribute"),
    ("IndexError", "", "index"),
    ("ZeroDivisionError", "", "zero"),
    ("OverflowError", "", "overflow"),
    ("MemoryError", "", "memory"),
    ("BufferError", "", "buffer"),
    ("NotImplementedError", "", "unsupported"),
    ("TypeError", "", "type"),
    ("ValueError", "", "value"),
]


def another(self, other):
    return type(self)()


def itself(self, other):
    return self


def nothing(self, other):
    return None


def declined(self, other):
    return NotImplemented


BEHAVIOURS = {"absent": None, "declines": declined, "self": itself, "other": another, "none": nothing}
OPERATORS = ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "and", "or", "xor", "lshift", "rshift")
operand_classes = {}  # by the behaviours of their three kinds of methods


def operand_class(behaviours):
    methods = {}
    for prefix, behaviour in zip(("__i", "__", "__r"), behaviours):
        if behaviour not in BEHAVIOURS:
            raise ValueError("iadd, add and radd of an operand are each one of %s" % ", ".join(sorted(BEHAVIOURS)))
        if BEHAVIOURS[behaviour] is not None:
            methods.update(("%s%s__" % (prefix, operator), BEHAVIOURS[behaviour]) for operator in OPERATORS)
    return type("operand", (object,), methods)


def operand(iadd="absent", add="other", radd="absent"):
    """An object whose methods for +=, for + and for + with it on the right, and for all such operators, behave so."""
    behaviours = iadd, add, radd
    if behaviours not in operand_classes:
        operand_classes[behaviours] = operand_class(behaviours)
    return operand_classes[behaviours]()


def passed(x):
    return x


def alive(w):
    return w() is not None


class CleanSlate(object):
    """Around programs that watch: what was garbage before is collected first, so that no collection falls due meanwhile.

    What the library made when it was imported is no program's, and collecting need not look at it each time.
    """

    def __init__(self):
        self.frozen = not hasattr(gc, "freeze")

    def start(self):
        gc.collect()
        if not self.frozen:
            gc.freeze()
            self.frozen = True

    def stop(self):
        pass


# The notation's functions that Python has under the same name, or that are defined here.
PYTHON_NAMES = dict((name, BUILTINS[name]) for name in (
    "id", "len", "int", "float", "bool", "complex", "list", "tuple", "range", "memoryview", "bytearray"))
PYTHON_NAMES.update(copy=copy.copy, deepcopy=copy.deepcopy, collect=gc.collect, watch=weakref.ref, alive=alive, passed=passed, operand=operand)


class Implementation(object):
    """A table of what an implementation is; see ibid_text for operations, reasons and parameters.

    name, version   as the answer to start gives them
    title           as in "NumPy has no ..."
    names           what native text and OWN functions refer to, by name
    errors          rows as in PYTHON_ERRORS, which come before those
    describers      pairs of class and function(value) that describes a value; see ibid_values
    tracer          an ibid_traced.Tracer, if the library compiles or traces functions
    around          pairs of a text and an object with start() and stop(), which are called around the programs in
                    whose request the text occurs: what only some programs need, only those pay for
    apart           texts: a program in whose request one occurs runs in a copy of the process, since it corrupts memory,
                    and no later program's answer could be believed
    """

    def __init__(self, name, version, title, operations=(), reasons=(), parameters=(), names=(), errors=(),
                 describers=(), tracer=None, around=(), apart=()):
        self.name = name
        self.version = version
        self.operations = dict(ibid_text.PYTHON)
        self.operations.update(operations)
        # Of a mutant: operations that are to be written wrong, as a JSON object.
        self.operations.update(json.loads(os.environ.get("IBID_NATIVE", "{}")))
        self.names = dict(PYTHON_NAMES)
        self.names.update(names)
        self.writer = ibid_text.Writer(title, self.operations, dict(reasons), dict(parameters), frozenset(names))
        self.errors = list(errors) + PYTHON_ERRORS
        self.reader = ibid_values.Reader(describers)
        self.tracer = tracer
        self.around = [(text.encode("ascii"), thing) for text, thing in [("watch(", CleanSlate())] + list(around)]
        self.apart = [text.encode("ascii") for text in apart]

    def error_kind(self, error):
        classes = [base.__name__ for base in type(error).__mro__]
        message = message_of(error)
        for name, part, kind in self.errors:
            if (name is None or name in classes) and part in message:
                return kind
        return "other"


def failed_statement(values):
    """Where the function of attempt_whole failed, counted from 0; its names, as they stand, go to `values`.

    A function of its own: were the trace a variable of a frame that it goes through, both would live on.
    """
    trace = sys.exc_info()[2]
    while trace.tb_frame.f_code.co_filename != WHOLE:
        trace = trace.tb_next
    values.update(trace.tb_frame.f_locals)
    return trace.tb_lineno - 2


def message_of(error):
    """The error's own words, as a text that the protocol can carry."""
    try:
        message = str(error)
    except Exception:  # Python 2.7: a text that is not ASCII
        message = repr(error)
    if isinstance(message, bytes):
        message = message.decode("utf-8", "replace")
    return message.encode("utf-8", "replace").decode("utf-8").replace(u"\0", u"\\0")


def machine():
    """As in "Linux x86_64". Jython's platform starts a process to know less."""
    if sys.platform.startswith("java"):
        from java.lang import System
        architecture = System.getProperty("os.arch")
        return "%s %s" % (System.getProperty("os.name"), {"amd64": "x86_64"}.get(architecture, architecture))
    return "%s %s" % (platform.system(), platform.machine())


class Statement(object):
    """A statement in the implementation's own language; its code, once it has been kept.

    The identity of constants is that of the compilation at hand. So a program's statement is compiled
    each time, unless its constants are `lasting`. Of a try step it does not matter.
    """
    __slots__ = ("native", "lasting", "code")

    def __init__(self, native, lasting):
        self.native = native
        self.lasting = lasting
        self.code = None


class Driver(object):
    def __init__(self, implementation):
        self.implementation = implementation
        self.statements = {}  # text of a statement to a Statement, or to Unsupported
        # Where Python looks into it, Python's other functions are no names of a program's.
        builtins = dict((name, value) for name, value in BUILTINS.items() if name.startswith("__"))
        builtins.update(CONSTANTS)
        self.globals = {"__builtins__": builtins, "__locals__": BUILTINS["locals"]}
        self.globals.update(implementation.names)

    def answer(self, request):
        command = request.get("command")
        if command == "run":
            try:
                return self.run(request)
            except Exception as error:
                return {"id": request.get("id"), "broken": "%s: %s" % (type(error).__name__, message_of(error))}
        if command == "start":
            return self.start()
        return {"id": request.get("id"), "broken": "unknown command %s" % json.dumps(command)}

    def start(self):
        return {"protocol": PROTOCOL, "name": self.implementation.name, "version": self.implementation.version,
                "language": "%s %s" % (platform.python_implementation(), platform.python_version()),
                "platform": machine(), "modes": [] if self.implementation.tracer is None else ["traced"],
                "operations": sorted(self.implementation.operations)}

    def prepared(self, tree, text):
        """The statement of that text, or why there is none: an Unsupported, not raised."""
        found = self.statements.get(text)
        if found is None:
            try:
                found = Statement(self.implementation.writer.statement(tree, text), ibid_constants.lasting(tree))
            except ibid_text.Unsupported as unsupported:
                # Made anew: an exception that was raised refers to frames.
                found = ibid_text.Unsupported(unsupported.what, unsupported.reason)
            if len(self.statements) >= CACHED_STATEMENTS:
                self.statements.clear()
            self.statements[text] = found
        return found

    def run(self, request):
        steps = request["steps"]
        statements, do_steps = [], []
        for index, step in enumerate(steps):
            if "do" in step:
                statement = self.prepared(step["do"], step["text"])
                if statement.__class__ is ibid_text.Unsupported:
                    return {"id": request["id"], "unsupported": {"step": index, "what": statement.what,
                                                                 "reason": statement.reason}}
                statements.append(statement)
                do_steps.append(index)
        values = {}
        traced = request.get("traced", ())
        try:
            if traced and any("allocated()" in step.get("text", "") for step in steps):
                raise ibid_text.Unsupported("traced", "what the act allocates cannot be told from what tracing it does")
            if request.get("unit", "statement") != "whole":
                answer = self.run_steps(steps, 0, statements, None, values, traced)
            elif not traced:
                answer = self.run_whole(steps, statements, do_steps, values)
            else:
                raise ibid_text.Unsupported("traced", "what is compiled as one function is not traced statement by statement")
        except ibid_text.Unsupported as unsupported:
            return {"id": request["id"], "unsupported": {"step": (list(traced) + [0])[0], "what": unsupported.what,
                                                         "reason": unsupported.reason}}
        answer["id"] = request["id"]
        answer["native"] = [statement.native for statement in statements]
        values.clear()
        return answer

    def run_whole(self, steps, statements, do_steps, values):
        """All do steps as one function, then the other steps."""
        if do_steps != list(range(len(do_steps))):
            raise ValueError('with unit "whole" all do steps come before try and read steps')
        error = self.attempt_whole(statements, values)
        return self.run_steps(steps, len(do_steps), [], error, values)

    def run_steps(self, steps, first, statements, error, values, traced=()):
        tries, reads = [], []
        following = iter(statements)
        functions = {}
        for index in range(first, len(steps)):
            step = steps[index]
            if "try" in step:
                tries.append(self.attempt_try(step, index, values))
            elif "read" in step:
                reads.append(self.read(step["read"], values))
            elif "do" in step:
                statement = next(following)
                if error is None and index in traced:
                    error = self.attempt_traced(statement, step["do"], index, values, functions)
                elif error is None:
                    error = self.attempt(statement, statement.lasting, index, values)
            else:
                raise ValueError("step %d is none of do, try and read" % index)
        return {"error": error, "tries": tries, "reads": reads}

    def read(self, names, values):
        if names is True:
            names = sorted(values)
        return self.implementation.reader.read(values, names)

    def attempt(self, statement, keep_code, step, values):
        """Executes a statement; None, or its error. When this frame ends nothing refers to the error's frames."""
        try:
            if keep_code:
                code = statement.code
                if code is None:
                    code = statement.code = compile(statement.native, "<statement>", "exec", FLAGS, True)
            else:
                code = compile(statement.native, "<statement>", "exec", FLAGS, True)
            exec(code, self.globals, values)
        except Exception as error:
            return self.described(error, step)
        return None

    def attempt_traced(self, statement, tree, step, values, functions):
        tracer = self.implementation.tracer
        try:
            ibid_traced.execute(tracer, tree, statement.native, FLAGS, self.globals, values, functions)
        except ibid_text.Unsupported:
            raise
        except Exception as error:
            if tracer.refuses(error, message_of(error)):
                raise ibid_text.Unsupported("traced", message_of(error).split("\n")[0])
            return self.described(error, step)
        return None

    def attempt_try(self, step, index, values):
        statement = self.prepared(step["try"], step["text"])
        if statement.__class__ is ibid_text.Unsupported:
            return {"step": index, "kind": "unsupported", "class": "Unsupported",
                    "message": "%s: %s" % (statement.what, statement.reason)}
        return self.attempt(statement, True, index, values)

    def attempt_whole(self, statements, values):
        """Executes statements as the body of one function, whose names then become those of `values`.

        Nothing is put between the statements: which one failed is known from its line.
        """
        body = "".join([" %s\n" % statement.native for statement in statements])
        scratch = {}
        try:
            exec(compile("def program():\n%s return __locals__()\n" % body, WHOLE, "exec", FLAGS, True),
                 self.globals, scratch)
            values.update(scratch.pop("program")())
        except SyntaxError as error:
            return self.described(error, min(max((error.lineno or 2) - 2, 0), len(statements) - 1))
        except Exception as error:
            return self.described(error, failed_statement(values))
        return None

    def described(self, error, step):
        return {"step": step, "kind": self.implementation.error_kind(error), "class": type(error).__name__,
                "message": message_of(error)}


def answer_surrounded(driver, request, around):
    for thing in around:
        thing.start()
    try:
        return driver.answer(request)
    finally:
        for thing in around:
            thing.stop()


def answer_apart(answer):
    """What answer() returns in a copy of this process, which ends with it; this one ends where that ends without."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(answer().encode("utf-8"))
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        text = pipe.read()
    status = os.waitpid(child, 0)[1]
    if status != 0:
        os.kill(os.getpid(), os.WTERMSIG(status) if os.WIFSIGNALED(status) else signal.SIGABRT)
    return text.decode("utf-8")


def serve(channel, implementation):
    """Answers requests until there are no more."""
    # The notation is warned about as little as a script is; a warning shown would be shown once per process.
    warnings.simplefilter("ignore")
    if hasattr(sys, "set_int_max_str_digits"):
        sys.set_int_max_str_digits(0)
    driver = Driver(implementation)
    encode = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode
    for line in iter(channel.receive, None):
        try:
            request = json.loads(line.decode("utf-8"))
            if not isinstance(request, dict):
                raise ValueError("a request is a JSON object")
        except ValueError as error:
            channel.send(encode({"id": None, "broken": "not a request: %s" % message_of(error)}))
            continue
        around = [thing for text, thing in implementation.around if text in line]
        if any(text in line for text in implementation.apart):
            channel.send(answer_apart(lambda: encode(answer_surrounded(driver, request, around))))
        else:
            channel.send(encode(answer_surrounded(driver, request, around) if around else driver.answer(request)))
