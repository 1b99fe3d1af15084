"""A statement through a library's tracer: jax.jit, torch.compile, tf.function.

The statement becomes the body of a function whose parameters are the arrays that it mentions. The function is
traced and called, and what it returned is bound to the names that the statement binds. Values that are no arrays
stay what they are: the function sees them as a function in a script sees what stands around it.
"""
try:
    import builtins
except ImportError:
    import __builtin__ as builtins
from ibid_text import Unsupported


class Tracer(object):
    """trace        from a function to the traced function
    is_array     whether a value is a parameter of what is traced
    refusals     (class, part of the message) of errors that say: this cannot be traced, though it runs untraced
    """

    def __init__(self, trace, is_array, refusals=()):
        self.trace = trace
        self.is_array = is_array
        self.refusals = refusals

    def refuses(self, error, message):
        classes = [base.__name__ for base in type(error).__mro__]
        return any(name in classes and part in message for name, part in self.refusals)


def names_in(tree):
    """The names that a tree mentions, as a set."""
    if isinstance(tree, list):
        return set().union(*[names_in(part) for part in tree])
    if not isinstance(tree, dict):
        return set()
    if "name" in tree:
        return set([tree["name"]])
    return set().union(*[names_in(part) for part in tree.values()])


def names_read(tree):
    """The names whose values a statement needs: not those that it only binds."""
    if tree["statement"] != "bind":
        return names_in(tree)
    return names_in(tree["value"]).union(*[names_in(target) for target in tree["targets"] if "name" not in target])


def names_bound(tree):
    targets = tree["targets"] if tree["statement"] == "bind" else [tree["target"]] if "target" in tree else []
    return sorted(set([target["name"] for target in targets if "name" in target]))


def run(code, names, values):
    """A function of its own: Jython takes no exec beside a generator that sees the function's variables."""
    exec(code, names, values)


def execute(tracer, tree, native, flags, names, values, traced):
    """Executes the statement `native`, whose tree is `tree`; the names of the program are in `values`, others in `names`.

    A statement that is executed again, and mentions arrays alone, is not traced again but called, as a function in a
    loop is: `traced` keeps the functions of one program, by their statements.

    Raises what the traced function raises, and Unsupported where there is nothing to trace.
    """
    if tree["statement"] == "delete":
        raise Unsupported("traced", "a name cannot be unbound from within a function")
    mentioned = [name for name in sorted(names_read(tree)) if name in values]
    arrays = [name for name in mentioned if tracer.is_array(values[name])]
    if not arrays:
        raise Unsupported("traced", "the act mentions no array, so there is nothing to trace")
    function = traced.get(native) if arrays == mentioned else None
    if function is not None:
        values.update(function(*[values[name] for name in arrays]))
        return
    scratch = dict((name, values[name]) for name in mentioned if name not in arrays)
    parameters = arrays + ["%s=%s" % (name, name) for name in sorted(scratch)]
    source = "def act(%s):\n %s\n return {%s}\n" % (
        ", ".join(parameters), native, ", ".join(["'%s': %s" % (name, name) for name in names_bound(tree)]))
    closed = not scratch
    # Tracers look up Python's own functions where the function would, also those that no program can name.
    run(compile(source, "<act>", "exec", flags, True), dict(names, __builtins__=vars(builtins)), scratch)
    function = tracer.trace(scratch.pop("act"))
    if closed:
        traced[native] = function
    values.update(function(*[values[name] for name in arrays]))
