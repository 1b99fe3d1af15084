"""The shared core under a stranger's driver, whose library prints, fails in the background and has objects of its own."""
import json
import os
import shutil
import subprocess
import tempfile
import unittest

from conversation import (
    DRIVERS, NODE, READ, Conversation, attempt, bind, call, delete, expression, items, name, need_node, number, pair, update)

need_node()

LIBRARY = """
console.log("{\\"protocol\\": 1}");
console.table([1, 2]);
process.stdout.write("not an answer\\n");
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

    def natives(self, *steps):
        return self.run_steps(*steps)["native"]

    def shelf(self, *values):
        return call("array", items(*values))

    def test_what_a_library_prints_is_no_answer(self):
        self.assertEqual(self.start["name"], "shelf")
        self.values(bind("x", self.shelf(1)))
        self.process.stdin.close()
        self.process.stdin = None
        _, errors = self.process.communicate(timeout=60)
        for text in (b'{"protocol": 1}', b"not an answer", b"a shelf is made"):
            self.assertIn(text, errors)

    def tearDown(self):
        if self.process.stdin is not None:
            Conversation.tearDown(self)

    def test_what_fails_in_the_background_ends_nothing(self):
        for _ in range(3):
            answer = self.run_steps(expression(call("synchronize")), READ)
            self.assertEqual((answer["error"], answer["native"]), (None, ["later()"]))
        self.assertEqual(self.value(number(5)), {"kind": "int", "value": "5"})
        Conversation.tearDown(self)
        self.assertIn(b"in the background: Error: late", self.errors)
        self.assertIn(b"in the background: Error: never handled", self.errors)
        self.assertIn(b"in the background: Error: from a program", self.errors)
        self.process.stdin = None

    def test_nothing_is_held_between_programs(self):
        program = [bind("x", self.shelf(1)), bind("y", call("+", name("x"), name("x"))), bind("l", items(name("x"), name("y"))),
                   attempt(expression(call(".fill", name("x"), number(2)))), READ]
        for unit in ("statement", "whole"):
            for failing in ([], [expression(call(".ravel", name("x")))]):
                do_steps = program[:3] + failing + program[3:]
                self.run_steps(*do_steps, unit=unit)
            self.answer(bind("x", self.shelf(1)), bind("y", call(".fill", number(3), number(1))), unit=unit)
        # Two objects of the running program are alive, and none of those before.
        found = self.values(bind("x", self.shelf(1)), bind("y", self.shelf(2)), bind("n", call("allocated")))
        self.assertEqual(found["n"], {"kind": "int", "value": "2"})

    def test_errors_have_the_tables_kinds(self):
        error = self.assert_fails("memory", bind("x", self.shelf(1)), expression(call(".fill", name("x"), number(2))))
        self.assertEqual((error["class"], error["message"]), ("FullShelf", "no room for 2"))
        error = self.assert_fails("deleted", bind("x", self.shelf(1)), expression(call(".ravel", name("x"))))
        self.assertEqual(error["class"], "ShelfError")

    def test_whatever_is_thrown_is_an_error(self):
        error = self.assert_fails("other", bind("x", self.shelf(1)), expression(call(".flatten", name("x"))))
        self.assertEqual((error["class"], error["message"]), ("string", "a text"))
        error = self.assert_fails("other", bind("x", self.shelf(1)), expression(call("squeeze", name("x"))))
        self.assertEqual((error["class"], error["message"]), ("undefined", "undefined"))
        error = self.assert_fails("other", bind("x", self.shelf(1)), expression(call("flip", name("x"))))
        self.assertEqual(error["class"], "Object")

    def test_entries_go_by_kind(self):
        self.assertEqual(self.natives(bind("x", self.shelf(1)), update("x", "+=", name("x")), bind("n", call("len", name("x"))),
                                      bind("l", items(1)), bind("n", call("len", name("l"))),
                                      bind("n", call("len", call("+", name("x"), name("x"))))),
                         ["x = new Shelf([1])", "x = x.plus(x)", "n = x.items.length", "l = [1]", "n = l.length",
                          "n = x.plus(x).items.length"])
        self.assert_unsupported("op not", bind("x", self.shelf(1)), bind("y", call("not", name("x"))))
        self.assert_unsupported("op -", bind("x", self.shelf(1)), bind("y", call("-", name("x"), number(1))))

    def test_missing_arguments(self):
        data = items(1)
        self.assertEqual(self.natives(bind("x", call("array", data, order={"str": "C"})))[0], 'x = new Shelf([1], "C")')
        self.assertEqual(self.natives(bind("x", call("array", data, dtype={"str": "a"})))[0], 'x = new Shelf([1], undefined, "a")')
        self.assert_unsupported("op array", bind("x", call("array", data, copy={"bool": True})))
        self.assert_unsupported("op array", bind("x", call("array", data, data, data, data)))

    def test_parameters_are_written_by_their_hook(self):
        answer = self.run_steps(bind("x", call("zeros", number(3), dtype={"str": "a"})))
        self.assertEqual(answer["native"], ['x = shelf.zeros([3], undefined, "a")'])
        self.assertEqual(answer["error"]["kind"], "name")

    def test_parentheses(self):
        steps = [bind("x", self.shelf(1)), bind("l", items(1))]
        for tree, native in (
                (call(".fill", call("+", name("x"), name("x")), call("+", number(1), number(2))), "x.plus(x).take(1 + 2)"),
                (call("len", call("list", {"str": "ab"})), 'Array.from("ab").length'),
                (call("int", call("-", number(1), call("*", number(2), number(3)))), "Math.trunc(1 - 2 * 3)"),
                (call("*", call("-", number(1), number(2)), call("unary -", number(3))), "(1 - 2) * -3"),
                (call("is", call("is", number(1), number(2)), call("is", number(1), number(2))), "1 === 2 === (1 === 2)"),
                (call(".count", name("l"), call("is", number(1), number(1))), "l.filter(($) => $ === (1 === 1)).length"),
                (call("-", number(1), call("-", number(2), number(3))), "1 - (2 - 3)")):
            answer = self.run_steps(*(steps + [expression(tree)]))
            self.assertEqual(answer["native"][2], native)
            self.assertTrue(answer["error"] is None or answer["error"]["kind"] == "memory", answer["error"])

    def test_reasons(self):
        found = self.assert_unsupported("op .resize", bind("x", self.shelf(1)), expression(call(".resize", name("x"), number(1))))
        self.assertEqual((found["step"], found["reason"]), (1, "shelves are of wood"))
        found = self.assert_unsupported("op diagonal", bind("x", call("diagonal", number(1))))
        self.assertEqual(found["reason"], "Shelf has no diagonal")
        found = self.assert_unsupported("op len", bind("x", call("len", number(1))))
        self.assertEqual(found["reason"], "Shelf has no len for values of the kind number")

    def test_several_names_deleted(self):
        answer = self.run_steps(bind("x", number(1)), bind("y", number(1)), delete("x", "y"), READ)
        self.assertEqual((answer["native"][2], answer["reads"][0]["names"]), ("delete x; delete y", {}))

    def test_a_missing_library_is_told(self):
        driver = os.path.join(self.folder, "lost.js")
        with open(driver, "w") as file:
            file.write("const core = require(%s); core.takeChannel(); core.load('no-such-library', 'lost');"
                       % json.dumps(os.path.join(DRIVERS, "ibid_core")))
        done = subprocess.run([NODE, driver], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.assertEqual((done.returncode, done.stdout), (1, b""))
        self.assertIn(b"lost_driver: Node v", done.stderr)
        self.assertIn(b"no-such-library", done.stderr)
        self.assertIn(b"NODE_PATH", done.stderr)


if __name__ == "__main__":
    unittest.main()
