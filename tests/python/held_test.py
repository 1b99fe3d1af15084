"""Nothing is held while a program runs, and nothing afterwards. Runs under the interpreter that it tests.

Usage: INTERPRETER held_test.py FOLDER, which has ibid_core. Programs make objects with tracked(); the
test has weak references to them. CPython counts references, so that an object goes with the last one,
before any collection; elsewhere the collector is asked and waited for.
"""
import gc
import platform
import sys
import time
import unittest
import weakref

sys.path.insert(0, sys.argv.pop(1))
import ibid_core
from ibid_text import OWN

SECONDS = 0 if platform.python_implementation() == "CPython" else 20


class Tracked(object):
    def __iadd__(self, other):
        raise ValueError("no %s" % other)


class Programs(unittest.TestCase):
    def setUp(self):
        self.made = []
        self.driver = ibid_core.Driver(ibid_core.Implementation(
            name="test", version="1", title="The test", operations={"tracked": OWN, "gone": OWN, ".lacking": OWN},
            names={"tracked": self.tracked, "gone": self.gone}))

    def tracked(self):
        thing = Tracked()
        self.made.append(weakref.ref(thing))
        return thing

    def gone(self):
        """How many of the objects are no more."""
        end = time.time() + SECONDS
        while True:
            count = sum(1 for reference in self.made if reference() is None)
            if count == len(self.made) or time.time() >= end:
                return count
            gc.collect()
            time.sleep(0.02)

    def run_program(self, *lines, **options):
        """The answer to statements: texts that are tried, or do steps."""
        steps = [{"do": TREES[line], "text": line} for line in lines] + options.get("tries", [])
        answer = self.driver.answer({"command": "run", "id": 1, "unit": options.get("unit", "statement"),
                                     "steps": steps + [{"read": True}]})
        self.assertNotIn("broken", answer)
        self.assertNotIn("unsupported", answer)
        return answer

    def value(self, answer, name):
        read = answer["reads"][-1]
        return read["objects"][read["names"][name]]["value"]

    def test_a_deleted_object_goes(self):
        answer = self.run_program("t = tracked()", "del t", "n = gone()")
        self.assertEqual(self.value(answer, "n"), "1")

    def test_a_rebound_name_lets_go(self):
        answer = self.run_program("t = tracked()", "t = 1000", "n = gone()")
        self.assertEqual(self.value(answer, "n"), "1")

    def test_an_operand_of_a_failed_statement_goes(self):
        for line in ("t += 1", "t.lacking()"):
            self.made = []
            answer = self.run_program("t = tracked()", line, tries=[{"try": TREES["del t"], "text": "del t"},
                                                                    {"try": TREES["n = gone()"], "text": "n = gone()"}])
            self.assertEqual(answer["error"]["step"], 1)
            self.assertEqual(answer["tries"], [None, None])
            self.assertEqual(self.value(answer, "n"), "1", line)

    def test_an_operand_of_a_failed_try_goes(self):
        answer = self.run_program("t = tracked()", tries=[
            {"try": TREES[line], "text": line} for line in ("t += 1", "t.lacking()", "del t", "n = gone()")])
        self.assertEqual([error and error["kind"] for error in answer["tries"]], ["value", "attribute", None, None])
        self.assertEqual(self.value(answer, "n"), "1")

    def test_reading_holds_nothing(self):
        answer = self.run_program("t = tracked()", "l = [t, 1]", tries=[
            {"read": True}, {"read": ["t"]}, {"try": TREES["del t"], "text": "del t"},
            {"try": TREES["del l"], "text": "del l"}, {"try": TREES["n = gone()"], "text": "n = gone()"}])
        self.assertEqual(self.value(answer, "n"), "1")

    def test_nothing_is_left_of_a_program(self):
        for unit in ("statement", "whole"):
            for lines in (("t = tracked()", "l = [t, 1]"), ("t = tracked()", "l = [t, 1]", "t += 1")):
                self.made = []
                self.run_program(*lines, unit=unit)
                self.assertEqual(self.gone(), 1, (unit, lines))

    def test_an_object_that_is_named_stays(self):
        answer = self.run_program("t = tracked()", "l = [t, 1]", "del t", "c = collect()")
        self.assertEqual(len(answer["reads"][0]["objects"][answer["reads"][0]["names"]["l"]]["items"]), 2)
        self.assertEqual(sorted(answer["reads"][0]["names"]), ["c", "l"])


def name(text):
    return {"name": text}


def bind(target, value):
    return {"statement": "bind", "targets": [name(target)], "value": value}


def call(op, *arguments):
    return {"op": op, "args": list(arguments)}


TREES = {
    "t = tracked()": bind("t", call("tracked")),
    "l = [t, 1]": bind("l", call("make list", name("t"), {"int": "1"})),
    "t = 1000": bind("t", {"int": "1000"}),
    "t += 1": {"statement": "update", "op": "+=", "target": name("t"), "value": {"int": "1"}},
    "t.lacking()": {"statement": "expression", "value": call(".lacking", name("t"))},
    "del t": {"statement": "delete", "targets": [name("t")]},
    "del l": {"statement": "delete", "targets": [name("l")]},
    "n = gone()": bind("n", call("gone")),
    "c = collect()": bind("c", call("collect")),
}

if __name__ == "__main__":
    unittest.main()
