"""Which statements can be compiled once: those whose every constant exists before and after them anyway.

A constant that a compilation makes (1000, 1.5, "ab", a tuple of constants, the folded 20 * 20) is an
object of that compilation: whether it is one with an equal constant, and when it goes, shows. None,
True and the small integers that Python keeps for good are the same whoever compiles.
"""
import ibid_text

OPERATORS = frozenset(tuple(ibid_text.BINARY) + ibid_text.COMPARISONS + tuple(ibid_text.UNARY_OPERATORS)
                      + ("**", "not"))


def are_kept(numbers):
    """Whether equal integers of that range are one object, wherever they come from."""
    return all([int(str(number)) is int(str(number)) for number in numbers])


KEPT_INTEGERS = frozenset(str(number) for number in range(257)) if are_kept(range(257)) else frozenset()


def is_constant(node):
    """Whether a compiler can know the value."""
    if node is None:
        return True
    if "op" not in node:
        return "name" not in node and "function" not in node
    return all([is_constant(argument) for argument in node["args"]])


def expression_is_lasting(node):
    if node is None:
        return True
    operation = node.get("op")
    if operation is None:
        if "int" in node:
            return node["int"] in KEPT_INTEGERS
        return "float" not in node and "imaginary" not in node and "str" not in node
    if (operation in OPERATORS or operation == "make tuple") and is_constant(node):
        return False
    parts = list(node["args"])
    if "keywords" in node:
        parts.extend(node["keywords"].values())
    return all([expression_is_lasting(part) for part in parts])


def lasting(statement):
    """Whether the statement, a tree as in docs/driver-protocol.md, makes no constants of its own."""
    parts = list(statement.get("targets", ()))
    for part in ("target", "value"):
        if part in statement:
            parts.append(statement[part])
    return all([expression_is_lasting(part) for part in parts])
