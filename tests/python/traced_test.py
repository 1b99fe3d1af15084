"""Parts of impl/python/ibid_traced.py, with a tracer that calls the function with copies of its arguments."""
import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "impl", "python"))
import ibid_traced
from ibid_text import Unsupported


def name(text):
    return {"name": text}


def trace(function):
    def traced(*arguments):
        traced.arguments = len(arguments)
        return function(*[list(argument) for argument in arguments])
    TRACED.append(traced)
    return traced


TRACED = []
TRACER = ibid_traced.Tracer(trace, lambda value: isinstance(value, list), [("ValueError", "cannot be traced")])
UPDATE = {"statement": "update", "op": "+=", "target": name("x"), "value": name("y")}


class Traced(unittest.TestCase):
    def execute(self, tree, native, **values):
        ibid_traced.execute(TRACER, tree, native, 0, {}, values, {})
        return values

    def test_what_it_returns_is_bound(self):
        x = [1]
        values = self.execute(UPDATE, "x += y", x=x, y=[2], z=[3])
        self.assertEqual(values, {"x": [1, 2], "y": [2], "z": [3]})
        self.assertEqual((x, TRACED[-1].arguments), ([1], 2))

    def test_what_is_no_array_is_not_traced(self):
        l = (1,)
        values = self.execute({"statement": "bind", "targets": [name("m"), name("n")],
                               "value": {"op": "+", "args": [name("l"), {"op": "tuple", "args": [name("x")]}]}},
                              "m = n = l + tuple(x)", l=l, x=[2])
        self.assertEqual((values["m"], TRACED[-1].arguments), ((1, 2), 1))
        self.assertIs(values["m"], values["n"])
        self.assertIs(values["l"], l)

    def test_nothing_to_trace(self):
        with self.assertRaises(Unsupported):
            self.execute(UPDATE, "x += y", x=1, y=2)
        with self.assertRaises(Unsupported):
            self.execute({"statement": "delete", "targets": [name("x")]}, "del x", x=[1])

    def test_an_error_comes_out_and_binds_nothing(self):
        values = {"x": [1], "y": 2}
        with self.assertRaises(TypeError):
            ibid_traced.execute(TRACER, UPDATE, "x += y", 0, {}, values, {})
        self.assertEqual(values, {"x": [1], "y": 2})

    def test_a_statement_that_comes_again_is_not_traced_again(self):
        values, functions, before = {"x": [1], "y": [2]}, {}, len(TRACED)
        for _ in range(3):
            ibid_traced.execute(TRACER, UPDATE, "x += y", 0, {}, values, functions)
        self.assertEqual((values["x"], len(TRACED) - before), ([1, 2, 2, 2], 1))
        values["y"] = (3,)
        ibid_traced.execute(TRACER, UPDATE, "x += y", 0, {}, values, functions)
        self.assertEqual((values["x"], len(TRACED) - before), ([1, 2, 2, 2, 3], 2))

    def test_a_name_that_is_only_bound_is_no_parameter(self):
        tree = {"statement": "bind", "targets": [name("y")], "value": name("x")}
        values, functions, before = {"x": [1]}, {}, len(TRACED)
        for _ in range(2):
            ibid_traced.execute(TRACER, tree, "y = x", 0, {}, values, functions)
        self.assertEqual((values["y"], TRACED[-1].arguments, len(TRACED) - before), ([1], 1, 1))
        item = {"op": "get item", "args": [name("y"), {"int": "0"}]}
        self.assertEqual(ibid_traced.names_read({"statement": "bind", "targets": [item], "value": name("x")}), {"x", "y"})

    def test_the_function_finds_pythons_own(self):
        values = self.execute(UPDATE, "x += list(tuple(y))", x=[1], y=[2])
        self.assertEqual(values["x"], [1, 2])

    def test_refusals(self):
        self.assertTrue(TRACER.refuses(UnicodeError("cannot be traced"), "this cannot be traced"))
        self.assertFalse(TRACER.refuses(UnicodeError(), "another value"))
        self.assertFalse(TRACER.refuses(TypeError(), "this cannot be traced"))


if __name__ == "__main__":
    unittest.main()
