"""Statements of the notation as trees (docs/driver-protocol.md, "The tree"), by Python's own parser."""
import ast

OPERATORS = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%", ast.Pow: "**",
    ast.BitAnd: "&", ast.BitOr: "|", ast.BitXor: "^", ast.LShift: "<<", ast.RShift: ">>",
    ast.USub: "unary -", ast.UAdd: "unary +", ast.Invert: "~", ast.Not: "not",
    ast.Is: "is", ast.IsNot: "is not", ast.In: "in", ast.NotIn: "not in", ast.Eq: "==", ast.NotEq: "!=",
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
}


def statement_of(text):
    node = ast.parse(text).body[0]
    if isinstance(node, ast.Assign):
        return {"statement": "bind", "targets": trees_of(node.targets), "value": tree_of(node.value)}
    if isinstance(node, ast.AugAssign):
        return {"statement": "update", "op": OPERATORS[type(node.op)] + "=", "target": tree_of(node.target),
                "value": tree_of(node.value)}
    if isinstance(node, ast.Delete):
        return {"statement": "delete", "targets": trees_of(node.targets)}
    return {"statement": "expression", "value": tree_of(node.value)}


def trees_of(nodes):
    return [tree_of(node) for node in nodes]


def operation(name, arguments):
    return {"op": name, "args": arguments}


def tree_of(node):
    if node is None:
        return None
    kind = type(node).__name__
    if kind in ("Constant", "Num", "Str", "NameConstant", "Ellipsis"):
        return constant(ast.literal_eval(node) if kind != "Ellipsis" else Ellipsis)
    if kind == "Name":
        return {"name": node.id}
    if kind == "List":
        return operation("make list", trees_of(node.elts))
    if kind == "Tuple":
        return operation("make tuple", trees_of(node.elts))
    if kind == "ExtSlice":  # until Python 3.8, and Index too
        return operation("make tuple", trees_of(node.dims))
    if kind == "Index":
        return tree_of(node.value)
    if kind == "Slice":
        return operation("make slice", [tree_of(part) for part in (node.lower, node.upper, node.step)])
    if kind == "Subscript":
        return operation("get item", [tree_of(node.value), tree_of(node.slice)])
    if kind == "Attribute":
        return operation("." + node.attr, [tree_of(node.value)])
    if kind == "BinOp":
        return operation(OPERATORS[type(node.op)], [tree_of(node.left), tree_of(node.right)])
    if kind == "UnaryOp":
        return operation(OPERATORS[type(node.op)], [tree_of(node.operand)])
    if kind == "Compare":
        return operation(OPERATORS[type(node.ops[0])], [tree_of(node.left), tree_of(node.comparators[0])])
    if kind == "Call":
        tree = tree_of(node.func) if isinstance(node.func, ast.Attribute) else operation(node.func.id, [])
        tree["args"] += trees_of(node.args)
        if node.keywords:
            tree["keywords"] = dict((keyword.arg, tree_of(keyword.value)) for keyword in node.keywords)
        return tree
    raise ValueError("%s is not of the notation" % kind)


def constant(value):
    if value is None:
        return None
    if isinstance(value, bool):
        return {"bool": value}
    if isinstance(value, int):
        return {"int": str(value)}
    if isinstance(value, float):
        return {"float": repr(value)}
    if isinstance(value, complex):
        return {"imaginary": repr(value.imag)}
    if isinstance(value, str):
        return {"str": value}
    return {"ellipsis": True}
