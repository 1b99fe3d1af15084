"""The shared core under a stranger's driver: its library prints, fails in the background and has objects."""
import json
import os
import shutil
import subprocess
import tempfile
import unittest

from conversation import DRIVERS, NODE, READ, Conversation, attempt, need_node

need_node()

LIBRARY = """
console.log("{\\"protocol\\": 1}");
console.table([1, 2]);
process.stdout.write("not an answer\\n");
require("fs").writeSync(1, "straight to the descriptor\\n");
require("fs").write(1, "and later\\n", () => {});
setTimeout(() => { throw new Error("late"); }, 0);
Promise.reject(new Error("never handled"));

class ShelfError extends Error {}
class FullShelf extends ShelfError {}
const alive = [];

class Shelf {
  constructor(items) {
    this.items = items;
    alive.push(new WeakRef(this));
    console.log("a shelf is made");
  }
  plus(other) { return new Shelf(this.items.concat(other.items)); }
  take(item) { throw new FullShelf(`no room for ${item}`); }
  tear() { throw new ShelfError("torn"); }
  odd() { throw "a text"; }
  nothing() { throw undefined; }
  hostile() { throw { get message() { throw 1; }, toString() { throw 2; } }; }
}

function counted() {
  gc();
  return alive.filter((reference) => reference.deref() !== undefined).length;
}

function later() {
  setTimeout(() => { throw new Error("from a program"); }, 0);
  Promise.reject(new TypeError("from a program, too"));
}

module.exports = { Shelf, counted, later };
"""

DRIVER = """
"use strict";
const { load, serve, takeChannel } = require(%s);
const { Shelf, counted, later } = (function () {
  const channel = takeChannel();
  const library = load(%s, "shelf");
  serve(channel, {
    name: "shelf", version: "1", title: "Shelf",
    operations: {
      "array": ["new Shelf({data}, {order}, {dtype})", "array"],
      "zeros": ["shelf.zeros({shape}, undefined, {dtype})", "array"],
      "+ array": ["{x}.plus({y})", "array"],
      "+= array": ["{x} = {x}.plus({y})", "array"],
      ".fill array": "{self}.take({value})",
      ".ravel array": "{self}.tear()",
      ".flatten array": "{self}.odd()",
      ".squeeze": null,
      "squeeze array": "{x}.nothing()",
      "flip array": "{x}.hostile()",
      "len array": ["{x}.items.length", "number"],
      "not array": null,
      "allocated": ["counted()", "number"],
      "synchronize": "later()",
    },
    reasons: { "resize": "r", ".resize": "shelves are of wood", "not array": "a shelf is not nothing" },
    parameters: { shape: (node, call) => `[${call.write(node)}]` },
    names: { Shelf: library.Shelf, counted: library.counted, later: library.later },
    errors: [["FullShelf", "", "memory"], ["ShelfError", "torn", "deleted"]],
    kinds: [{ kind: "array", is: (value) => value instanceof library.Shelf,
              describe: (value) => ({ kind: "other", type: `shelf of ${value.items.length}` }) }],
  });
  return library;
})();
"""


class StrangersDriver(Conversation):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp()
        library, driver = [os.path.join(cls.folder, file) for file in ("library.js", "driver.js")]
        with open(library, "w") as file:
            file.write(LIBRARY)
        with open(driver, "w") as file:
            file.write(DRIVER % (json.dumps(os.path.join(DRIVERS, "ibid_core")), json.dumps(library)))
        cls.command = ["--expose-gc", driver]

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def tearDown(self):
        if self.process.stdin is not None:
            Conversation.tearDown(self)

    def test_what_a_library_prints_is_no_answer(self):
        self.assertEqual(self.start["name"], "shelf")
        self.values("x = array([1])")
        Conversation.tearDown(self)
        for text in (b'{"protocol": 1}', b"not an answer", b"a shelf is made", b"straight to the descriptor", b"and later"):
            self.assertIn(text, self.errors)
        self.process.stdin = None

    def test_what_fails_in_the_background_ends_nothing(self):
        for _ in range(3):
            answer = self.run_steps("synchronize()", READ)
            self.assertEqual((answer["error"], answer["native"]), (None, ["later()"]))
        self.assertEqual(self.value("5"), {"kind": "int", "value": "5"})
        Conversation.tearDown(self)
        for text in (b"Error: late", b"Error: never handled", b"Error: from a program"):
            self.assertIn(b"in the background: " + text, self.errors)
        self.process.stdin = None

    def test_nothing_is_held_between_programs(self):
        for unit in ("statement", "whole"):
            for failing in ([], ["x.ravel()"]):
                steps = ["x = array([1])", "y = x + x", "l = [x, y]"] + failing + [attempt("x.fill(2)"), READ]
                self.run_steps(*steps, unit=unit)
            self.answer("x = array([1])", "y = 3 .fill(1)", unit=unit)
        # Two objects of the running program are alive, and none of those before.
        found = self.values("x = array([1])", "y = array([2])", "n = allocated()")
        self.assertEqual(found["n"], {"kind": "int", "value": "2"})

    def test_errors_have_the_tables_kinds(self):
        error = self.assert_fails("memory", "x = array([1])", "x.fill(2)")
        self.assertEqual((error["class"], error["message"]), ("FullShelf", "no room for 2"))
        self.assertEqual(self.assert_fails("deleted", "x = array([1])", "x.ravel()")["class"], "ShelfError")

    def test_whatever_is_thrown_is_an_error(self):
        for statement, thrown in (("x.flatten()", "string"), ("squeeze(x)", "undefined"), ("flip(x)", "Object")):
            self.assertEqual(self.assert_fails("other", "x = array([1])", statement)["class"], thrown)
        self.assertEqual(self.assert_fails("other", "x = array([1])", "x.flatten()")["message"], "a text")

    def test_entries_go_by_kind(self):
        native = self.natives("x = array([1])", "x += x", "n = len(x)", "l = [1]", "n = len(l)", "n = len(x + x)")
        self.assertEqual(native, ["x = new Shelf([1])", "x = x.plus(x)", "n = x.items.length", "l = [1]",
                                  "n = l.length", "n = x.plus(x).items.length"])
        self.assert_unsupported("op not", "x = array([1])", "y = not x")
        self.assert_unsupported("op -", "x = array([1])", "y = x - 1")
        self.assert_unsupported("op set item", "x = array([1])", "x[0] += 1")

    def test_missing_arguments(self):
        self.assertEqual(self.natives('x = array([1], order="C")'), ['x = new Shelf([1], "C")'])
        self.assertEqual(self.natives('x = array([1], dtype="a")'), ['x = new Shelf([1], undefined, "a")'])
        self.assert_unsupported("op array", "x = array([1], copy=True)")
        self.assert_unsupported("op array", "x = array([1], 2, 3, 4)")

    def test_parameters_are_written_by_their_hook(self):
        answer = self.run_steps('x = zeros(3, dtype="a")')
        self.assertEqual(answer["native"], ['x = shelf.zeros([3], undefined, "a")'])
        self.assertEqual(answer["error"]["kind"], "name")

    def test_parentheses(self):
        for expression, native in (
                ("(x + x).fill(1 + 2)", "x.plus(x).take(1 + 2)"),
                ('len(list("ab"))', 'Array.from("ab").length'),
                ("int(1 - 2 * 3)", "Math.trunc(1 - 2 * 3)"),
                ("(1 - 2) * -3", "(1 - 2) * -3"),
                ("(1 is 2) is (1 is 2)", "1 === 2 === (1 === 2)"),
                ("l.count(1 is 1)", "l.filter(($) => $ === (1 === 1)).length"),
                ("not (1 is 2)", "!(1 === 2)"),
                ("1 - (2 - 3)", "1 - (2 - 3)")):
            answer = self.run_steps("x = array([1])", "l = [1]", expression)
            self.assertEqual(answer["native"][2], native)
            self.assertTrue(answer["error"] is None or answer["error"]["kind"] == "memory", answer["error"])

    def test_reasons(self):
        found = self.assert_unsupported("op .resize", "x = array([1])", "x.resize(1)")
        self.assertEqual((found["step"], found["reason"]), (1, "shelves are of wood"))
        found = self.assert_unsupported("op diagonal", "x = diagonal(1)")
        self.assertEqual(found["reason"], "Shelf has no diagonal")
        found = self.assert_unsupported("op len", "x = len(1)")
        self.assertEqual(found["reason"], "Shelf has no len for values of the kind number")

    def test_several_names_deleted(self):
        answer = self.run_steps("x = 1", "y = 1", "del x, y", READ)
        self.assertEqual((answer["native"][2], answer["reads"][0]["names"]), ("delete x; delete y", {}))

    def test_a_missing_library_is_told(self):
        driver = os.path.join(self.folder, "lost.js")
        with open(driver, "w") as file:
            file.write("const core = require(%s); core.takeChannel(); core.load('no-such-library', 'lost');"
                       % json.dumps(os.path.join(DRIVERS, "ibid_core")))
        done = subprocess.run([NODE, driver], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.assertEqual((done.returncode, done.stdout), (1, b""))
        for text in (b"lost_driver: Node v", b"no-such-library", b"NODE_PATH"):
            self.assertIn(text, done.stderr)


if __name__ == "__main__":
    unittest.main()
