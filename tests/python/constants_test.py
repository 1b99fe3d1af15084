"""Which statements are compiled once, against what this very interpreter compiles.

Usage: INTERPRETER constants_test.py FOLDER, which has ibid_constants.
"""
import sys
import unittest

sys.path.insert(0, sys.argv.pop(1))
import ibid_constants


def number(value):
    return {"int": str(value)}


def call(op, *arguments, **keywords):
    tree = {"op": op, "args": list(arguments)}
    return dict(tree, keywords=keywords) if keywords else tree


X = {"name": "x"}
HERE, ANEW = True, False  # its constants are there anyway; the compilation makes some
VALUES = [
    ("x", X, HERE),
    ("None", None, HERE),
    ("True", {"bool": True}, HERE),
    ("0", number(0), HERE),
    ("256", number(256), HERE),
    ("257", number(257), ANEW),
    ("1.5", {"float": "1.5"}, ANEW),
    ("2j", {"imaginary": "2"}, ANEW),
    ('"a b"', {"str": "a b"}, ANEW),
    ("20 * 20", call("*", number(20), number(20)), ANEW),
    ("x + 1", call("+", X, number(1)), HERE),
    ("x + 1000", call("+", X, number(1000)), ANEW),
    ("(1, 2)", call("make tuple", number(1), number(2)), ANEW),
    ("(x, 2)", call("make tuple", X, number(2)), HERE),
    ("[1, x]", call("make list", number(1), X), HERE),
    ("[(1, 2), x]", call("make list", call("make tuple", number(1), number(2)), X), ANEW),
    ("x[1:2]", call("get item", X, call("make slice", number(1), number(2), None)), HERE),
    ("f(x, k=1000)", call("f", X, k=number(1000)), ANEW),
    ("f(x, k=None)", call("f", X, k=None), HERE),
]


def is_kept(constant):
    """Whether a constant of compiled code is an object that exists without that code, or no value at all."""
    if constant in ("k", ("k",)):  # names of arguments
        return True
    if constant is None or constant is True or constant is False or constant is Ellipsis:
        return True
    return type(constant) is int and int(str(constant)) is constant or type(constant).__name__ == "slice"


class Constants(unittest.TestCase):
    def test_values(self):
        for text, tree, expected in VALUES:
            self.assertEqual(ibid_constants.lasting({"statement": "expression", "value": tree}), expected, text)

    def test_targets(self):
        for text, index, expected in (("1", number(1), HERE), ("1000", number(1000), ANEW)):
            item = call("get item", X, index)
            for statement in ({"statement": "bind", "targets": [item], "value": X},
                              {"statement": "delete", "targets": [item]},
                              {"statement": "update", "op": "+=", "target": item, "value": X}):
                self.assertEqual(ibid_constants.lasting(statement), expected, (text, statement))

    @unittest.skipUnless(hasattr(compile("1", "", "exec"), "co_consts"), "its code has no constants to look at")
    def test_against_the_compiler(self):
        for text, tree, expected in VALUES:
            constants = compile("y = " + text, "", "exec", 0, True).co_consts
            if expected is HERE:
                self.assertTrue(all([is_kept(constant) for constant in constants]), (text, constants))


if __name__ == "__main__":
    unittest.main()
