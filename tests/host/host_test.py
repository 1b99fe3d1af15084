"""ibid-host as a user meets it: requests on standard input, answers on standard output.

Usage: host_test.py IBID-HOST FOLDER-OF-PLUGINS [unittest's options]
"""
import json
import os
import subprocess
import sys
import tempfile
import unittest

HOST, PLUGINS = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])


def plugin(name):
    return os.path.join(PLUGINS, name + ".so")


def integer(value):
    return {"int": str(value)}


def name(text):
    return {"name": text}


def op(operation, *arguments, **keywords):
    tree = {"op": operation, "args": list(arguments)}
    if keywords:
        tree["keywords"] = keywords
    return tree


def items(*values):
    return op("make list", *[integer(value) if isinstance(value, int) else value for value in values])


def item(x, index):
    return op("get item", name(x), integer(index) if isinstance(index, int) else index)


def bind(targets, value):
    targets = targets if isinstance(targets, list) else [targets]
    return {"statement": "bind", "value": value,
            "targets": [name(target) if isinstance(target, str) else target for target in targets]}


def update(target, operation, value):
    return {"statement": "update", "op": operation, "target": name(target) if isinstance(target, str) else target,
            "value": value}


def delete(*targets):
    return {"statement": "delete", "targets": [name(t) if isinstance(t, str) else t for t in targets]}


def expression(value):
    return {"statement": "expression", "value": value}


def do(statement, text=""):
    return {"do": statement, "text": text}


def attempt(statement):
    return {"try": statement, "text": ""}


READ = {"read": True}


class Finished(object):
    def __init__(self, status, out, err):
        self.status, self.err = status, err
        self.lines = out.decode("utf-8").splitlines()
        self.answers = [json.loads(line) for line in self.lines]


def start_host(arguments, environment=None):
    return subprocess.Popen([HOST] + arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                            env=dict(os.environ, **(environment or {})))


def host(arguments, requests=(), environment=None):
    """Runs ibid-host to its end. A request is bytes, or what becomes JSON."""
    lines = [request if isinstance(request, bytes) else json.dumps(request).encode() for request in requests]
    process = start_host(arguments, environment)
    out, err = process.communicate(b"".join([line + b"\n" for line in lines]))
    return Finished(process.returncode, out, err.decode("utf-8", "replace"))


def request(steps, **more):
    return dict({"command": "run", "id": 1, "steps": steps}, **more)


class Case(unittest.TestCase):
    maxDiff = None

    def run_tiny(self, *steps, **more):
        """The answer to one program. The plugin aborts if a handle was kept or given back twice."""
        finished = host([plugin("tiny_plugin")], [request(list(steps), **more)])
        self.assertEqual((finished.status, finished.err), (0, ""))
        self.assertEqual(len(finished.answers), 1)
        return finished.answers[0]

    def values(self, answer, read=0):
        """The names of a read with plain Python values."""
        objects = answer["reads"][read]["objects"]

        def value(number):
            found = objects[number]
            if found["kind"] == "int":
                return int(found["value"])
            if found["kind"] == "bool":
                return found["value"] == "True"
            if found["kind"] == "str":
                return found["value"]
            if found["kind"] == "none":
                return None
            return [value(each) for each in found["items"]]

        return dict((key, value(number)) for key, number in answer["reads"][read]["names"].items())

    def run_values(self, *statements, **more):
        answer = self.run_tiny(*([do(statement) for statement in statements] + [READ]), **more)
        self.assertIsNone(answer["error"])
        return self.values(answer)


class Starting(Case):
    def test_says_what_the_plugin_is_and_can_do(self):
        finished = host([plugin("tiny_plugin")], [{"command": "start", "protocol": 1}])
        answer = finished.answers[0]
        self.assertEqual((answer["protocol"], answer["name"], answer["version"]), (1, "tiny", "1.0"))
        self.assertEqual(answer["operations"],
                         ["make list", "get item", "set item", "delete item", "set attribute", "+", "is", "+=",
                          "passed", ".append", ".pop", "asarray", ".shape", "allocated", "version"])
        self.assertEqual(answer["modes"], ["traced"])
        self.assertEqual(finished.status, 0)

    def test_a_plugin_may_be_older_than_what_came_last(self):
        traced = request([do(expression(items(1))), READ], traced=[0])
        start, answer = host([plugin("old_table_plugin")], [{"command": "start", "protocol": 1}, traced]).answers
        self.assertEqual((start["name"], "modes" in start), ("hostile", False))
        self.assertEqual(answer["unsupported"]["what"], "traced")

    def test_speaks_one_version(self):
        answer = host([plugin("tiny_plugin")], [{"command": "start", "protocol": 2}]).answers[0]
        self.assertIn("version 1", answer["broken"])

    def refuses(self, arguments, status, *parts, **more):
        finished = host(arguments, **more)
        self.assertEqual((finished.status, finished.lines), (status, []), finished.err)
        for part in parts:
            self.assertIn(part, finished.err)

    def test_refuses_what_is_no_plugin(self):
        self.refuses([plugin("no_such_plugin")], 3, "no_such_plugin.so", "cannot be loaded")
        self.refuses([plugin("no_symbol_plugin")], 3, "does not export ibid_plugin()")
        self.refuses([plugin("no_table_plugin")], 3, "returned NULL")
        self.refuses([plugin("other_version_plugin")], 3, "version 2 of the plugin interface", "version 1")
        self.refuses([plugin("short_table_plugin")], 3, "has 16 bytes")
        self.refuses([plugin("no_read_plugin")], 3, "the member read ", "NULL")
        with tempfile.NamedTemporaryFile(suffix=".so") as text:
            text.write(b"not a shared object")
            text.flush()
            self.refuses([text.name], 3, text.name, "cannot be loaded")

    def test_takes_a_bare_name_as_a_file(self):
        self.refuses(["libc.so.6"], 3, "./libc.so.6", "No such file")

    def test_refuses_wrong_usage(self):
        self.refuses([], 2, "Usage: ibid-host")
        self.refuses(["--frobnicate"], 2, "Usage: ibid-host")
        self.refuses([plugin("tiny_plugin"), "loudly"], 2, 'NAME=VALUE, found "loudly"')
        self.refuses([plugin("tiny_plugin")], 2, "IBID_HOST_MEMORY", environment={"IBID_HOST_MEMORY": "much"})

    def test_refuses_options_that_the_plugin_refuses(self):
        self.refuses([plugin("tiny_plugin"), "colour=red"], 3, "unknown option colour=red")


class Statements(Case):
    def test_a_value_is_evaluated_once_for_all_targets(self):
        answer = self.run_tiny(do(bind(["a", "b"], items(1))), READ)
        self.assertEqual(answer["reads"][0]["names"], {"a": 0, "b": 0})

    def test_targets_are_bound_from_left_to_right(self):
        # l = l[0] = [1]: the second target is already the new list, which then contains itself.
        answer = self.run_tiny(do(bind("l", items(7))), do(bind(["l", item("l", 0)], items(1))), READ)
        self.assertEqual(answer["reads"], [{"names": {"l": 0}, "objects": [{"kind": "list", "items": [0]}]}])

    def test_the_value_comes_before_the_target(self):
        values = self.run_values(bind("i", items(0, 1)), bind("l", items(0, 0)),
                                 bind(item("l", op(".pop", name("i"))), op(".pop", name("i"))))
        self.assertEqual(values, {"i": [], "l": [1, 0]})

    def test_update_binds_what_the_operation_gives(self):
        values = self.run_values(bind(["l", "m"], items(1)), bind(["i", "j"], integer(1)),
                                 update("l", "+=", items(2)), update("i", "+=", integer(2)))
        self.assertEqual(values, {"l": [1, 2], "m": [1, 2], "i": 3, "j": 1})

    def test_update_of_an_item_evaluates_its_place_once(self):
        values = self.run_values(bind("l", items(10, 20)), bind("i", items(1, 0)),
                                 update(item("l", op(".pop", name("i"))), "+=", integer(5)))
        self.assertEqual(values, {"l": [15, 20], "i": [1]})

    def test_update_of_an_item_reads_before_the_value_and_writes_after(self):
        # l[0] += l.pop(): the item is read first, and written into the list that is shorter then.
        values = self.run_values(bind("l", items(1, 2)), update(item("l", 0), "+=", op(".pop", name("l"))))
        self.assertEqual(values, {"l": [3]})

    def test_attributes_are_read_and_set(self):
        shape = op(".shape", name("l"))
        values = self.run_values(bind("l", items(1)), bind(shape, integer(5)), bind("a", shape),
                                 update(shape, "+=", integer(1)))
        self.assertEqual(values, {"l": [6], "a": 5})

    def test_names_and_items_are_deleted(self):
        values = self.run_values(bind("l", items(1, 2)), bind(["a", "b", "c"], integer(3)),
                                 delete("b", item("l", 0), "a"))
        self.assertEqual(values, {"l": [2], "c": 3})

    def test_keywords_arrive(self):
        self.assertEqual(self.run_values(bind("a", op("asarray", integer(1), copy=integer(2)))), {"a": 2})

    def test_a_plugin_is_told_what_is_traced(self):
        count = op("allocated")
        answer = self.run_tiny(do(bind("a", count)), do(bind("b", count)), do(bind("c", count)), attempt(bind("d", count)),
                               READ, traced=[1])
        values = self.values(answer)
        self.assertEqual([name for name in sorted(values) if values[name] == -1], ["b"])

    def test_a_traced_statement_that_fails_ends_there(self):
        answer = self.run_tiny(do(bind("a", name("nobody"))), attempt(bind("b", op("allocated"))), READ, traced=[0])
        self.assertEqual(answer["error"]["kind"], "name")
        self.assertNotEqual(self.values(answer)["b"], -1)

    def test_only_statements_are_traced(self):
        for wrong in ([1], [7], ["0"]):
            self.assertIn("traced[0]", self.run_tiny(do(bind("a", integer(1))), READ, traced=wrong)["broken"])
        answer = self.run_tiny(do(bind("a", integer(1))), READ, traced=[0], unit="whole")
        self.assertEqual(answer["unsupported"]["what"], "traced")

    def test_passed_gives_the_same_object(self):
        values = self.run_values(bind("l", items(1)), bind("a", op("is", op("passed", name("l")), name("l"))))
        self.assertEqual(values, {"l": [1], "a": True})

    def test_a_temporary_ends_with_its_use(self):
        # allocated() counts what is alive: a list and its item, and nothing of the statements before.
        values = self.run_values(bind("l", items(1)), expression(items(2, items(3))), expression(op("+", items(4), items(5))),
                                 bind("n", op("allocated")), bind("l", items(6)), bind("m", op("allocated")),
                                 delete("l", "n"), bind("k", op("allocated")))
        self.assertEqual(values, {"m": 3, "k": 1})

    def test_what_a_failed_statement_made_ends_with_it(self):
        values = self.values(self.run_tiny(attempt(bind("x", items(1, items(2), name("nobody")))),
                                           attempt(update(item("nobody", items(3)), "+=", items(1))),
                                           attempt(bind("y", op("+", items(1), integer(2)))),
                                           do(bind("n", op("allocated"))), READ))
        self.assertEqual(values, {"n": 0})


class Names(Case):
    def variables(self, *steps):
        finished = host([plugin("tiny_plugin"), "names=variables"], [request(list(steps) + [READ])])
        self.assertEqual((finished.status, finished.err), (0, ""))
        return finished.answers[0]

    def test_every_name_has_a_handle_of_its_own(self):
        # version(x) counts the handles to x. A list that holds x has none; a parameter has one.
        count = op("version", name("l"))
        values = self.run_values(bind("l", items(1)), bind("one", count), bind(["m", "n"], name("l")), bind("three", count),
                                 bind("k", items(name("l"))), bind("still", count), bind("inner", item("k", 0)),
                                 bind("four", count), bind("passed", op("version", op("passed", name("l")))),
                                 delete("m", "n", "inner"), bind("last", count))
        self.assertEqual([values[key] for key in ("one", "three", "still", "four", "passed", "last")], [1, 3, 3, 4, 5, 1])

    def test_the_plugin_is_asked_once_for_every_name(self):
        steps = [do(bind("a", integer(1))), do(bind(["a", "b"], name("a"))), do(bind("l", items(5, name("a")))),
                 do(update("l", "+=", items(1))), do(bind(item("l", 0), integer(2))), do(expression(op("passed", name("l"))))]
        finished = host([plugin("tiny_plugin"), "trace=yes"], [request(steps)])
        self.assertEqual([line for line in finished.err.splitlines() if "operation" not in line],
                         ["tiny plugin: " + what for what in ("a new name", "the same", "a new name", "a new name", "the same",
                                                              "a new name")])

    def test_a_plugin_whose_names_are_variables_copies(self):
        answer = self.variables(do(bind("x", items(1))), do(bind("y", name("x"))), do(expression(op(".append", name("x"), integer(2)))))
        self.assertEqual(self.values(answer), {"x": [1, 2], "y": [1]})
        answer = self.variables(do(bind(["x", "y"], items(1))), do(bind("z", op("is", op("passed", name("x")), name("x")))),
                                do(update("x", "+=", items(2))))
        self.assertEqual(self.values(answer), {"x": [1, 2], "y": [1], "z": False})

    def test_such_a_plugin_assigns_to_the_variable_that_is_there(self):
        answer = self.variables(do(bind("x", items(1))), do(bind("l", items(name("x")))), do(bind("x", op("+", name("x"), name("x")))),
                                do(bind("n", op("version", name("x")))))
        self.assertEqual(self.values(answer), {"l": [[1]], "n": 1, "x": [1, 1]})

    def test_what_cannot_be_bound_leaves_the_name(self):
        nobodys = {"str": "nobody's"}
        answer = self.run_tiny(do(bind("a", integer(1))), attempt(bind("a", nobodys)), attempt(bind("b", nobodys)),
                               attempt(expression(op("passed", nobodys))), READ)
        self.assertEqual([(error["kind"], error["message"]) for error in answer["tries"]],
                         [("unsupported", "no name can have it")] * 3)
        self.assertEqual(self.values(answer), {"a": 1})
        answer = self.run_tiny(do(bind("a", nobodys)))
        self.assertEqual(answer["unsupported"], {"step": 0, "what": "assignment", "reason": "no name can have it"})


class Constants(Case):
    def same(self, *statements, **more):
        answer = self.run_tiny(*([do(statement) for statement in statements] + [READ]), **more)
        names = answer["reads"][0]["names"]
        return names["a"] == names["b"]

    def test_equal_ones_are_made_once_for_what_is_compiled_together(self):
        two = bind("a", integer(1000)), bind("b", integer(1000))
        self.assertFalse(self.same(*two))
        self.assertFalse(self.same(*two, unit="statement"))
        self.assertTrue(self.same(*two, unit="whole"))
        self.assertFalse(self.same(bind("a", integer(1000)), bind("b", integer(1001)), unit="whole"))
        self.assertTrue(self.same(bind("l", items(1000, 1000)), bind("a", item("l", 0)), bind("b", item("l", 1))))
        self.assertFalse(self.same(bind("a", {"str": "1"}), bind("b", integer(1)), unit="whole"))

    def test_many_are_told_apart(self):
        numbers = list(range(300)) + list(range(300))
        answer = self.run_tiny(do(bind("l", items(*numbers))), READ)
        self.assertEqual(self.values(answer), {"l": numbers})
        self.assertEqual(len(answer["reads"][0]["objects"]), 301)

    def test_they_last_as_long_as_the_function(self):
        steps = [do(expression(items(1000, 1001))), do(bind("n", op("allocated"))), READ, attempt(bind("m", op("allocated"))), READ]
        answer = self.run_tiny(*steps, unit="whole")
        self.assertEqual((self.values(answer, 1)["n"], self.values(answer, 1)["m"]), (2, 1))
        self.assertEqual(self.values(self.run_tiny(*steps), 1), {"n": 0, "m": 1})


class Errors(Case):
    def test_the_first_failure_skips_the_rest_of_the_program(self):
        answer = self.run_tiny(do(bind("a", integer(1)), "a = 1"), do(update("b", "+=", integer(1)), "b += 1"),
                               do(bind("a", integer(2)), "a = 2"), attempt(bind("c", integer(3))), READ)
        self.assertEqual(answer["error"], {"step": 1, "kind": "name", "class": "NameError",
                                           "message": "name 'b' is not defined"})
        self.assertEqual(answer["native"], ["a = 1", "b += 1", "a = 2"])
        self.assertEqual(answer["tries"], [None])
        self.assertEqual(self.values(answer), {"a": 1, "c": 3})

    def test_every_use_of_an_unbound_name_fails(self):
        for statement in (expression(name("x")), delete("x"), bind("y", items(name("x"))), bind(item("x", 0), integer(1)),
                          update(item("x", 0), "+=", integer(1)), bind(op(".shape", name("x")), integer(1))):
            answer = self.run_tiny(attempt(statement), READ)
            self.assertEqual(answer["tries"][0]["kind"], "name", statement)
            self.assertEqual(answer["tries"][0]["step"], 0)
            self.assertEqual(answer["reads"][0]["names"], {})

    def test_what_was_done_before_a_failure_stays(self):
        answer = self.run_tiny(do(bind("l", items(1))), attempt(bind(["a", item("l", 5), "b"], integer(2))),
                               attempt(delete("a", "nobody", "l")), READ)
        self.assertEqual([error["kind"] for error in answer["tries"]], ["index", "name"])
        self.assertEqual(self.values(answer), {"l": [1]})

    def test_messages_may_be_anything(self):
        answer = self.run_tiny(attempt(expression(op("+", items(1), integer(1)))))
        self.assertEqual(answer["tries"], [{"step": 0, "kind": "type", "class": "type",
                                            "message": "cannot add \ufffd \"that\"\n to this"}])

    def test_an_operation_that_is_lacking_stops_a_program_before_it_starts(self):
        finished = host([plugin("tiny_plugin"), "trace=yes"],
                        [request([do(bind("l", items(1))), READ, do(bind("x", items(op("flip", name("l")))))])])
        self.assertEqual(finished.answers[0], {"id": 1, "unsupported": {"step": 2, "what": "op flip",
                                                                        "reason": "tiny has no such operation"}})
        self.assertEqual(finished.err, "")

    def test_operations_of_targets_are_looked_for(self):
        for statement, what in ((update(item("l", 0), "-=", integer(1)), "op -="),
                                (delete(op(".shape", name("l"))), "deletion of an attribute"),
                                (update(op(".T", name("l")), "+=", integer(1)), "op .T"),
                                (bind(item("l", op("len", name("l"))), integer(1)), "op len")):
            answer = self.run_tiny(do(bind("l", items(1))), do(statement))
            self.assertEqual(answer["unsupported"]["what"], what)
            self.assertEqual(answer["unsupported"]["step"], 1)

    def test_what_turns_out_to_be_lacking_stops_a_program_too(self):
        answer = self.run_tiny(do(bind("a", op("+", {"str": "a"}, {"str": "b"}))), READ)
        self.assertEqual(answer, {"id": 1, "unsupported": {"step": 0, "what": "op +", "reason": "strings cannot be added"}})
        answer = self.run_tiny(do(bind("a", {"float": "1.5"})))
        self.assertEqual(answer["unsupported"]["what"], "constant 1.5")

    def test_what_a_try_lacks_is_its_error(self):
        answer = self.run_tiny(attempt(bind("x", op("flip", integer(1)))), attempt(bind("x", {"float": "1.5"})),
                               attempt(bind("x", op("+", {"str": "a"}, {"str": "b"}))), do(bind("a", integer(1))), READ)
        self.assertEqual([error["kind"] for error in answer["tries"]], ["unsupported"] * 3)
        self.assertEqual(self.values(answer), {"a": 1})


class Reads(Case):
    def test_objects_are_numbered_as_they_are_met(self):
        answer = self.run_tiny(do(bind("z", items(1000))), do(bind("a", items(items(name("z")), name("z"), 7))), READ)
        self.assertEqual(answer["reads"][0], {
            "names": {"a": 0, "z": 2},
            "objects": [{"kind": "list", "items": [1, 2, 4]}, {"kind": "list", "items": [2]},
                        {"kind": "list", "items": [3]}, {"kind": "int", "value": "1000"}, {"kind": "int", "value": "7"}]})
        self.assertEqual(list(answer["reads"][0]["names"]), ["a", "z"])

    def test_names_are_read_in_the_order_asked_for(self):
        answer = self.run_tiny(do(bind("a", integer(1))), do(bind("z", integer(2))), {"read": ["z", "nobody", "a", "z"]},
                               {"read": []})
        self.assertEqual(answer["reads"], [
            {"names": {"z": 0, "a": 1}, "objects": [{"kind": "int", "value": "2"}, {"kind": "int", "value": "1"}]},
            {"names": {}, "objects": []}])
        self.assertEqual(list(answer["reads"][0]["names"]), ["z", "a"])

    def test_lists_may_contain_themselves(self):
        answer = self.run_tiny(do(bind("l", items(1))), do(expression(op(".append", name("l"), name("l")))), READ)
        self.assertEqual(answer["reads"][0]["objects"], [{"kind": "list", "items": [1, 0]}, {"kind": "int", "value": "1"}])

    def test_lists_may_nest_as_deep_as_they_like(self):
        depth = 20000
        answer = self.run_tiny(*([do(bind("l", items()))] + [do(bind("l", items(name("l"))))] * depth + [READ]))
        objects = answer["reads"][0]["objects"]
        self.assertEqual(len(objects), depth + 1)
        self.assertEqual(objects[depth - 1], {"kind": "list", "items": [depth]})

    def test_every_kind_of_value_has_its_form(self):
        for act, expected in (
                ("array", {"kind": "array", "dtype": "int8", "shape": [1, 3], "bytes": "AQL/"}),
                ("float", {"kind": "float", "value": "-0x1.8p+0", "dtype": "float32"}),
                ("complex", {"kind": "complex", "value": ["-inf", "nan"]}),
                ("bool", {"kind": "bool", "value": "False", "dtype": "bool"}),
                ("tuple", {"kind": "tuple", "items": []}),
                ("other", {"kind": "other", "type": "di\u20ac\"ct\x01"})):
            finished = host([plugin("hostile_plugin"), "on_call=read " + act], [request([do(bind("x", integer(1))), READ])])
            self.assertEqual(finished.answers[0]["reads"][0]["objects"], [expected])

    def test_every_program_starts_without_names(self):
        finished = host([plugin("tiny_plugin")], [request([do(bind("a", integer(1)))]), request([READ], id=2)])
        self.assertEqual(finished.answers[1], {"id": 2, "native": [], "error": None, "tries": [],
                                               "reads": [{"names": {}, "objects": []}]})


class Lines(Case):
    def test_long_lines_come_and_go(self):
        numbers = list(range(100000))
        text = "l = [" + ", ".join(map(str, numbers)) + "]"
        answer = self.run_tiny(do(bind("l", items(*numbers)), text), READ)
        self.assertEqual(answer["native"], [text])
        self.assertEqual(self.values(answer), {"l": numbers})

    def test_a_bad_request_is_answered_and_the_next_one_too(self):
        bad = [b"{", b"", b"[1]", b"\xff", b'{"command": "dance", "id": 3}', b'{"command": "run", "id": "x", "steps": []}',
               {"command": "run", "id": 4}, request([{}], id=5), request([do({"statement": "bind"})], id=6),
               request([do({"int": "1"})], id=7), request([{"read": "x"}], id=8), request([], unit="pieces", id=9),
               request([do(bind("x", {"op": "frobnicate", "args": []}))], id=10),
               request([7], id=11), b'{"command": "start", "command": "start"}']
        finished = host([plugin("tiny_plugin")], bad + [request([READ], id=99)])
        self.assertEqual(finished.status, 0)
        self.assertEqual(len(finished.answers), len(bad) + 1, finished.lines)
        for answer in finished.answers[:-1]:
            self.assertTrue(answer["broken"], answer)
        ids = [answer["id"] for answer in finished.answers]
        self.assertEqual(ids[4:], [3, None, 4, 5, 6, 7, 8, 9, 10, 11, None, 99])
        self.assertIn("reads", finished.answers[-1])

    def test_a_tree_that_no_parser_makes_is_refused(self):
        one, x = integer(1), name("x")
        bad = [bind([], one), bind([one], one), bind([op("+", one, one)], one), bind([op("get item", x)], one),
               bind([op(".shape")], one), bind([op(".shape", x, x)], one), delete(), delete(one), update(one, "+=", one),
               update("x", "+", one), update("x", "append", one), bind("x", expression(one)),
               bind("x", items(delete("x"))), expression(op("+", one)), expression(op("+", one, one, one)),
               expression(op("+=", x, one)), expression(op("asarray", one, copy=delete("x"))),
               expression(op("asarray", one, order=one)), expression(op("asarray", one, one, dtype=one)),
               expression(op("asarray", x=one)), expression(op(".append", x)), expression(name("")),
               expression(name("a b")), expression(name("1")), expression(integer("")), expression(integer("-1")),
               expression(integer("x")), expression({"float": "nan"}), expression({"float": "0x1p3"}),
               expression({"float": "1e"}), expression({"imaginary": "1j"}), expression({"function": ".copy"}),
               expression({"function": "nothing"})]
        finished = host([plugin("tiny_plugin")], [request([attempt(statement)]) for statement in bad])
        self.assertEqual(finished.status, 0)
        for statement, answer in zip(bad, finished.answers):
            self.assertIn("steps[0]: ", answer.get("broken", ""), statement)
        self.assertEqual(len(finished.answers), len(bad))

    def test_a_last_line_without_an_end_counts(self):
        process = start_host([plugin("tiny_plugin")])
        out, _ = process.communicate(json.dumps(request([READ])).encode())
        self.assertEqual(json.loads(out.decode())["id"], 1)

    def test_answers_do_not_wait_for_the_end(self):
        process = start_host([plugin("tiny_plugin")])
        for number in range(3):
            process.stdin.write(json.dumps(request([READ], id=number)).encode() + b"\n")
            process.stdin.flush()
            self.assertEqual(json.loads(process.stdout.readline().decode())["id"], number)
        process.communicate()
        self.assertEqual(process.returncode, 0)


class Hostile(Case):
    def run_hostile(self, on_call, *steps):
        good = request([READ], id=1)
        return host([plugin("hostile_plugin"), "on_call=" + on_call],
                    [good, request(list(steps) or [do(expression(op("+", integer(1), integer(2)))), READ], id=2),
                     dict(good, id=3)])

    def test_a_crash_leaves_the_answers_before_it(self):
        finished = self.run_hostile("crash")
        self.assertNotEqual(finished.status, 0)
        self.assertEqual([answer["id"] for answer in finished.answers], [1])

    def test_an_exit_leaves_the_answers_before_it(self):
        self.assertEqual([answer["id"] for answer in self.run_hostile("exit").answers], [1])

    def test_what_a_plugin_prints_is_no_answer(self):
        finished = self.run_hostile("print")
        self.assertEqual([answer["id"] for answer in finished.answers], [1, 2, 3])
        self.assertIn("printed by the plugin", finished.err)
        self.assertIn("raw", finished.err)

    def test_what_a_plugin_does_with_its_input_and_output_is_its_own_affair(self):
        for act in ("read input", "close input"):
            finished = self.run_hostile(act)
            self.assertEqual([answer["id"] for answer in finished.answers], [1, 2, 3], act)
            self.assertEqual(finished.status, 0)

    def test_what_breaks_the_interface_is_said_so(self):
        for act, part in (("no handle", "gave no handle"), ("unknown status", "unknown status 77"),
                          ("unknown kind", "unknown kind of error 1000")):
            finished = self.run_hostile(act)
            self.assertIn(part, finished.answers[1]["broken"])
            self.assertIn("op +", finished.answers[1]["broken"])
            self.assertEqual([answer["id"] for answer in finished.answers], [1, 2, 3])

    def test_what_breaks_the_interface_of_names_is_said_so(self):
        for act, part in (("bind nothing", "gave no handle"), ("bind strangely", "unknown status 78")):
            broken = self.run_hostile(act, do(bind("x", integer(1))), READ).answers[1]["broken"]
            self.assertIn(part, broken)
            self.assertIn("assignment", broken)

    def test_what_breaks_the_interface_of_reads_is_said_so(self):
        for act, part in (("read unknown kind", "unknown kind 99"), ("read no shape", "without its shape"),
                          ("read nothing", "cannot read a live object")):
            finished = self.run_hostile(act, do(bind("x", integer(1))), READ)
            self.assertIn(part, finished.answers[1]["broken"])
            self.assertIn("steps[1]", finished.answers[1]["broken"])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[3:])
