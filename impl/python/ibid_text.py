"""From the tree of a statement to the text that an implementation executes.

A table says for each operation of the notation what it is in the implementation's own language:

    OWN                                          as the notation spells it: the operation is Python itself
    "np.array({data}, dtype={dtype})"            native text
    {"add": "np.cumsum({x})", ...}               native text by the function whose method the operation is
    function                                     called with a Call, returns native text or raises Unsupported

In native text {data} stands for the argument of that name, {self} for a method's or an attribute's
receiver. Positional arguments fill the places in the order in which they are written. A part that
stands between commas is left out where its argument is missing, except with "!" ({dtype!}): then the
operation needs it. A keyword argument for {stop:end} is passed on by the name "end". Where calls stand
inside each other, it is the innermost and last one whose arguments may be left out.

"set item" may be a function where an implementation assigns an item by a call: it is given the node of
x[index] and the value.

What no entry can express is unsupported, never imitated.
"""
import re

OWN = "own"

(NOT, COMPARISON, OR, XOR, AND, SHIFT, SUM, TERM, UNARY, POWER, PRIMARY) = range(11)

BINARY = {
    "|": OR, "^": XOR, "&": AND, "<<": SHIFT, ">>": SHIFT, "+": SUM, "-": SUM,
    "*": TERM, "/": TERM, "//": TERM, "%": TERM,
}
# The notation's functions of arrays that most libraries have by these names.
FUNCTIONS_OF_TWO = ("add", "subtract", "multiply", "divide", "floor_divide", "remainder", "power", "maximum", "minimum",
                    "equal", "not_equal", "less", "less_equal", "greater", "greater_equal")
FUNCTIONS_OF_ONE = ("negative", "absolute", "sqrt", "exp", "log", "sin", "cos")
COMPARISONS = ("is", "is not", "in", "not in", "==", "!=", "<", "<=", ">", ">=")
UNARY_OPERATORS = {"unary -": "-", "unary +": "+", "~": "~"}
UPDATES = ("+=", "-=", "*=", "/=", "//=", "%=", "**=", "&=", "|=", "^=", "<<=", ">>=")
SYNTAX = ("make list", "make tuple", "make slice", "get item", "set item", "delete item", "set attribute")

# What every Python has: its syntax, its operators, and the functions and methods of its own objects.
PYTHON = dict.fromkeys(
    SYNTAX + tuple(BINARY) + ("**", "not") + COMPARISONS + tuple(UNARY_OPERATORS) + UPDATES + (
        "id", "len", "int", "float", "bool", "complex", "list", "tuple", "copy", "deepcopy", "passed", "operand",
        "range", "memoryview", "bytearray", "collect", "watch", "alive", ".__iadd__",
        ".__add__", ".append", ".extend", ".insert", ".pop", ".remove", ".reverse", ".sort", ".index", ".count"), OWN)
if hasattr(list, "clear"):  # not before Python 3.3
    PYTHON[".clear"] = OWN
if hasattr(memoryview, "release"):  # likewise
    PYTHON[".release"] = OWN

ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\000"}
PLACE = re.compile(r"\{(\w+)(!?)(?::(\w+))?\}")


class Unsupported(Exception):
    """`what` the implementation lacks, as a capability, and the `reason`."""

    def __init__(self, what, reason):
        Exception.__init__(self, what, reason)
        self.what = what
        self.reason = reason


class Call(object):
    """An operation with its arguments, for entries that are functions: nodes, and their native texts."""

    def __init__(self, operation, arguments, keywords, writer):
        self.operation = operation
        self.arguments = arguments            # nodes; a receiver first
        self.keywords = keywords              # name to node
        self.write = writer.expression        # from node to native text
        self.receiver = writer.receiver       # likewise, of what a method or an attribute is to be taken
        self.subscripts = writer.subscripts   # from the node of an index to what stands in brackets

    def argument(self, position, name):
        """The node of an argument, wherever it was given; None where it was not, or is None."""
        return self.arguments[position] if len(self.arguments) > position else self.keywords.get(name)


def flip_along_axes(native, axes_of_one):
    """The entry of flip where the function `native` wants the axes, in a sequence: "(%s,)" or "[%s]"."""
    def entry(call):
        axis = call.argument(1, "axis")
        if axis is None:
            raise Unsupported("op flip", "%s needs the axes" % native)
        axes = call.write(axis)
        is_one = "int" in axis or axis.get("op") == "unary -"
        return "%s(%s, %s)" % (native, call.write(call.arguments[0]), axes_of_one % axes if is_one else axes)
    return entry


def dtype_parameter(title, is_known, prefix=None, of_value="%s"):
    """For Writer's parameters: refuses dtypes that the library lacks.

    With a prefix a dtype's name is written as in torch.float32, else as text; of_value is what a dtype
    that is not named becomes.
    """
    def native_of(node, text):
        if node is None:
            return text
        if "str" not in node:
            return of_value % text
        if not is_known(node["str"]):
            raise Unsupported("dtype " + node["str"], "%s has no dtype %s" % (title, node["str"]))
        return text if prefix is None else prefix + node["str"]
    return native_of


def device_parameter(title, devices):
    """For Writer's parameters: `devices` has the native text for each name of a device; other names are unsupported."""
    def native_of(node, text):
        if node is None or "str" not in node:
            return text
        if node["str"] not in devices:
            raise Unsupported("device " + node["str"], "%s has no device %s here" % (title, node["str"]))
        return devices[node["str"]]
    return native_of


class Template(object):
    """Native text with places for arguments."""

    def __init__(self, pattern):
        self.pattern = pattern
        self.head, self.parts, self.tail = pattern, [], ""
        if pattern.endswith(")"):
            opening = pattern.rindex("(")
            closing = pattern.index(")", opening)
            self.head, self.tail = pattern[:opening + 1], pattern[closing:]
            self.parts = [part for part in pattern[opening + 1:closing].split(", ") if part]
        self.places = []  # argument names in order
        self.renamed = {}
        for name, _, native in PLACE.findall(pattern):
            if name not in self.places:
                self.places.append(name)
            self.renamed[name] = native or name

    def called(self):
        """The native name of a function that is used as a value, as in add.accumulate."""
        return self.head[:-1]


def quoted(text):
    return '"' + "".join(ESCAPES.get(character, character) for character in text) + '"'


def is_call(node, operation):
    return node is not None and node.get("op") == operation


class Writer(object):
    """Writes native text by the tables of one implementation.

    operations  operation name to entry
    reasons     operation name to the reason why it is unsupported
    parameters  argument name to a function(node, text) that gives the native text of such an argument
    reserved    names that native text uses, and that a program therefore cannot have
    title       the implementation, as in "NumPy has no ..."
    """

    def __init__(self, title, operations, reasons, parameters, reserved):
        self.title = title
        self.reasons = reasons
        self.parameters = parameters
        self.reserved = reserved
        self.entries = dict((name, self.prepared(entry)) for name, entry in operations.items())
        self.rewritten = False

    @staticmethod
    def prepared(entry):
        if isinstance(entry, dict):
            return dict((function, Template(native)) for function, native in entry.items())
        return entry if entry is OWN or callable(entry) else Template(entry)

    def statement(self, tree, text):
        """The native text: `text` itself where nothing had to be rewritten. Raises Unsupported."""
        self.rewritten = False
        kind = tree["statement"]
        if kind == "bind" and self.assigns_by_call(tree["targets"]):
            self.rewritten = True
            native = self.entries["set item"](Call("set item", [tree["targets"][0], tree["value"]], {}, self))
        elif kind == "bind":
            native = " = ".join([self.target(target, "set") for target in tree["targets"]]
                                + [self.expression(tree["value"])])
        elif kind == "update":
            self.entry(tree["op"])
            native = "%s %s %s" % (self.target(tree["target"], "set"), tree["op"], self.expression(tree["value"]))
        elif kind == "delete":
            native = "del " + ", ".join([self.target(target, "delete") for target in tree["targets"]])
        elif kind == "expression":
            native = self.expression(tree["value"])
        else:
            raise Unsupported("statement " + str(kind), "the driver does not know this kind of statement")
        return native if self.rewritten else text

    def assigns_by_call(self, targets):
        """Whether an item is assigned by a call, not by Python's own statement; the call has no second target."""
        if not callable(self.entries.get("set item")) or not any(is_call(node, "get item") for node in targets):
            return False
        if len(targets) > 1:
            raise Unsupported("set item", "%s assigns an item by a call, which has one target" % self.title)
        return True

    def target(self, node, action):
        if "name" in node:
            if node["name"] in self.reserved:
                raise Unsupported("name " + node["name"], "the driver's native text uses this name itself")
            return node["name"]
        operation = node["op"]
        if operation == "get item":
            self.entry(action + " item")
            return self.expression(node)
        if action != "set":
            raise Unsupported("delete attribute", "attributes are not deleted")
        self.entry("set attribute")
        native = self.expression(node)
        if native.endswith(")"):
            raise Unsupported("set " + operation, "%s computes it: %s" % (self.title, native))
        return native

    def entry(self, operation):
        entry = self.entries.get(operation)
        if entry is None:
            raise Unsupported("op " + operation, self.reasons.get(operation)
                              or "%s has no %s" % (self.title, operation.lstrip(".")))
        return entry

    def expression(self, node, needed=NOT):
        """Native text, in parentheses where it binds less strongly than its place needs."""
        if node is None:
            return "None"
        operation = node.get("op")
        if operation is None:
            return self.leaf(node)
        arguments = node["args"]
        entry = self.entry(operation)
        if entry is not OWN:
            self.rewritten = True
            keywords = node.get("keywords") or {}
            if isinstance(entry, Template):
                return self.fill(operation, entry, arguments, keywords)
            if isinstance(entry, dict):
                return self.fill(operation, self.of_function(operation, entry, arguments[0]), arguments[1:], keywords)
            return entry(Call(operation, arguments, keywords, self))
        level = BINARY.get(operation)
        if level is not None:
            native = "%s %s %s" % (self.expression(arguments[0], level), operation,
                                   self.expression(arguments[1], level + 1))
        elif operation in COMPARISONS:
            level = COMPARISON
            native = "%s %s %s" % (self.expression(arguments[0], OR), operation, self.expression(arguments[1], OR))
        elif operation == "**":
            level = POWER
            native = "%s ** %s" % (self.expression(arguments[0], PRIMARY), self.expression(arguments[1], UNARY))
        elif operation in UNARY_OPERATORS:
            level = UNARY
            native = UNARY_OPERATORS[operation] + self.expression(arguments[0], UNARY)
        elif operation == "not":
            level = NOT
            native = "not " + self.expression(arguments[0], NOT)
        else:
            return self.primary(operation, node, arguments)
        return "(%s)" % native if level < needed else native

    def leaf(self, node):
        if "name" in node:
            return node["name"]
        if "int" in node:
            return node["int"]
        if "float" in node:
            return node["float"]
        if "imaginary" in node:
            return node["imaginary"] + "j"
        if "str" in node:
            return quoted(node["str"])
        if "bool" in node:
            return "True" if node["bool"] else "False"
        if "ellipsis" in node:
            return "..."
        if "function" in node:
            entry = self.entry(node["function"])
            if not isinstance(entry, Template):
                raise Unsupported("op " + node["function"], "%s has it only as a call" % self.title)
            self.rewritten = True
            return entry.called()
        raise Unsupported("expression", "the driver does not know this kind of expression")

    def receiver(self, node):
        native = self.expression(node, PRIMARY)
        return "(%s)" % native if node is not None and "int" in node else native

    def primary(self, operation, node, arguments):
        if operation == "make list":
            return "[%s]" % self.listed(arguments)
        if operation == "make tuple":
            return "(%s)" % self.tuple_items(arguments)
        if operation == "make slice":
            start, stop, step = ["" if part is None else self.expression(part) for part in arguments]
            return "%s:%s" % (start, stop) + (":" + step if step else "")
        if operation == "get item":
            return "%s[%s]" % (self.receiver(arguments[0]), self.subscripts(arguments[1]))
        passed = ["%s=%s" % (name, self.expression(value)) for name, value in (node.get("keywords") or {}).items()]
        if operation[0] == ".":
            name = self.receiver(arguments[0]) + operation
            if operation in ATTRIBUTES:
                return name
            return "%s(%s)" % (name, ", ".join([self.expression(item) for item in arguments[1:]] + passed))
        return "%s(%s)" % (operation, ", ".join([self.expression(item) for item in arguments] + passed))

    def subscripts(self, index):
        if is_call(index, "make tuple") and index["args"]:
            return self.tuple_items(index["args"])
        return self.expression(index)

    def listed(self, nodes):
        return ", ".join([self.expression(node) for node in nodes])

    def tuple_items(self, nodes):
        return self.listed(nodes) + ("," if len(nodes) == 1 else "")

    def of_function(self, operation, templates, receiver):
        function = receiver.get("function")
        if function not in templates:
            raise Unsupported("op " + operation, "%s has no %s of %s" % (self.title, operation.lstrip("."), function))
        return templates[function]

    def fill(self, operation, template, arguments, keywords):
        given = dict(zip(template.places, arguments))
        if len(arguments) > len(template.places):
            raise Unsupported("op " + operation, "%s takes fewer arguments" % template.pattern)
        by_keyword = set()
        for name, value in keywords.items():
            if name not in template.places:
                raise Unsupported("op " + operation, "%s has no argument %s" % (template.pattern, name))
            given[name] = value
            by_keyword.add(name)

        def written(match, level=NOT):
            node = given[match.group(1)]
            hook = self.parameters.get(match.group(1))
            native = self.receiver(node) if level == PRIMARY else self.expression(node, level)
            return hook(node, native) if hook else native

        for name, needed, _ in PLACE.findall(template.pattern):
            if needed and name not in given:
                raise Unsupported("op " + operation, "%s needs the argument %s" % (template.pattern, name))
        parts = []
        for part in template.parts:
            place = PLACE.search(part)
            if place is None:
                parts.append(part)
            elif place.group(1) in given:
                native = PLACE.sub(written, part)
                if part == place.group(0) and place.group(1) in by_keyword:
                    native = "%s=%s" % (template.renamed[place.group(1)], native)
                parts.append(native)
        head = PLACE.sub(lambda match: written(match, PRIMARY), template.head)
        return head + ", ".join(parts) + template.tail


# Of the names that start with a dot those that are not called.
ATTRIBUTES = (".T", ".real", ".imag", ".shape", ".strides", ".dtype", ".size", ".ndim", ".base", ".writeable", ".grad", ".data")
