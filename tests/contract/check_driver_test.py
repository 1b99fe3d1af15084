"""`ibid check-driver`: right drivers pass, and each of many wrong ones is told what is wrong with it, and where."""
import concurrent.futures
import json
import os
import re
import shlex
import subprocess
import sys

import user

WRONG_DRIVER = os.path.join(user.HERE, "wrong_driver.py")
PROGRAMS = os.path.dirname(os.path.abspath(user.IBID))
MODEL = [os.path.join(PROGRAMS, "ibid-host"), os.path.join(PROGRAMS, "libibid_model.so"), "dialect=numpy"]
CPYTHON = [sys.executable, os.path.join(user.ROOT, "impl", "python", "cpython_driver.py")]
# Which is the driver between whom and ibid the wrong one stands, where it is not the model.
GOOD = {"takes_everything_for_text": CPYTHON}

# The way to be wrong, the check that must find it, a part of what it says, and how many checks may find it
# at most, where it is not one that shows in most answers.
WRONG = [
    ("greets", "start.first", "1 line came before the answer", 1),
    ("has_no_version", "start.name", "version is missing", 1),
    ("speaks_version_two", "start.protocol", "protocol is not 1", 1),
    ("has_a_mode_of_its_own", "start.modes", 'modes[0] is "lazy", and the only mode is "traced"', 1),
    ("misspells_an_operation", "start.operations", '"permute_dim", which the table does not have; did you mean "permute_dims"?', 1),
    ("keeps_an_operation_secret", "run.update", 'does not list "+="', 1),
    ("counts_steps_from_one", "run.error", "error.step is 2, and step 1 is the one that fails", None),
    ("names_classes_as_kinds", "run.error", '"NameError" is not a kind of error', None),
    ("has_only_other_errors", "run.error", 'error.kind is "other", and "name" is the kind of this error', 3),
    ("forgets_tries", "run.try", "tries has 0 entries for 2 try steps", None),
    ("forgets_skipped_statements", "run.native", "native has 2 entries for 3 do steps", 3),
    ("reads_everything", "run.nothing", "the name _ is there, and should not be bound", None),
    ("reads_late", "values.then", "l is list [5, 6], expected list [5]", None),
    ("takes_everything_for_text", "values.other", "taken for what it is not", 1),
    ("has_no_reasons", "run.unsupported", "unsupported.reason is missing", None),
    ("gives_up_for_a_try", "run.unsupported-try", "the whole program is unsupported for the sake of a try step", 1),
    ("performs_what_it_lacks", "run.unsupported", 'does not list "version"', None),
    ("numbers_backwards", "run.targets", "the object of a has the number 1, and is the next to be met: number 0", None),
    ("numbers_breadth_first", "values.numbering", "item 0 of object 0 has the number 2", None),
    ("has_integers_as_numbers", "run.bind", "value: expected a string, found an integer", None),
    ("has_integers_as_floats", "values.wide-int", "x is float 1e+30, expected int 1000000000000000000000000000001", 1),
    ("has_decimal_floats", "values.float", 'found "0.1"', 3),
    ("loses_the_sign_of_zero", "values.negative-zero", "x is float 0.0, expected float -0.0", 1),
    ("escapes_text_twice", "values.str", "expected str", 1),
    ("has_lists_for_tuples", "values.tuple", "x is list [5, [6], []], expected tuple (5, (6,), ())", 1),
    ("follows_no_cycle", "values.itself", "l is list [5], expected list [5, [...]]", 1),
    ("knows_no_identity", "run.names", "a write to m shows in l, and they have different numbers", None),
    ("takes_equal_lists_for_one", "values.is", "a and c have one number, and `a is c` is False", 3),
    ("has_big_endian_elements", "array.read", "72057594037927936", None),
    ("has_fortran_order", "array.two-axes", "[[1, 4, 2], [5, 3, 6]]", 3),
    ("has_dtypes_of_its_own", "array.read", 'dtype "torch.int64", which is none of the page', None),
    ("has_no_padding", "array.no-axes", "the base64 ends too early", None),
    ("has_an_axis_for_a_scalar", "array.no-axes", "shape (1,)", 1),
    ("has_bits_of_all_ones", "array.bits", "is 0xff, not 0x31", 3),
    ("has_boolean_bits_of_another_byte", "array.bits", "of dtype bool is 0x31, not 0x01", 1),
    ("has_ids_as_text", "run.nothing", "the answer has the wrong id", None),
    ("answers_on_several_lines", "run.nothing", 'what is not an answer: "{", not JSON', None),
    ("prints_what_it_does", "run.nothing", 'what is not an answer: "executing"', None),
    ("speaks_latin_1", "run.nothing", "not UTF-8", None),
    ("dies_of_an_unknown_command", "lines.unknown-command", "there was no answer", 1),
    ("is_silent_at_a_bad_line", "lines.broken-line", "there was no answer", 2),
    ("leaves_a_process", "end.exits", "left 1 other process running", 2),
    ("works_alone", "end.two", "a second one beside it did not start", 1),
    ("splits_nothing", "lines.several", "there was no answer", 1),
    ("joins_nothing", "lines.pieces", "the driver did not understand the line", None),
    ("takes_short_lines", "lines.long", "there was no answer", 2),
    ("says_hello_when_idle", "lines.quiet", "a line that no one asked for", None),
    ("stays", "end.exits", "had to be killed", 2),
    ("fails_at_the_end", "end.exits", "exited with status 1", 2),
    ("forgets_the_last_request", "end.last-request", "there was no answer", 1),
    ("answers_in_any_order", "lines.several", "the answer has the wrong id", 1),
]


def without_layout(text):
    return re.sub(r"\s+", " ", text)


class Right(user.UserTest):
    def check(self, *arguments):
        status, out, err = self.ibid("check-driver", *arguments)
        self.assertEqual((status, err), (0, ""), out)
        return out

    def test_a_plugin(self):
        self.assertRegex(self.check("model"), r"model 0\.1\.0: \d+ checks: \d+ ok, 0 wrong, [01] not possible")

    def test_what_is_not_supported_is_told_and_no_mistake(self):
        out = self.check("cpython")
        self.assertRegex(out, r"not possible  array\.read .*\(op array: \w+ has no arrays\)")
        self.assertIn(" 0 wrong, ", out)

    def test_a_command(self):
        driver = os.path.join(user.ROOT, "impl", "python", "cpython_driver.py")
        self.assertIn(" 0 wrong, ", self.check("%s %s" % (shlex.quote(sys.executable), shlex.quote(driver))))

    def test_every_check_is_in_the_page(self):
        with open(os.path.join(user.ROOT, "docs", "driver-protocol.md")) as file:
            page = file.read()
        sections = dict((part.split("\n")[0].strip("# "), without_layout(part)) for part in re.split(r"^#+ ", page, flags=re.M))
        findings = [json.loads(line) for line in self.check("--json", "model").splitlines()]
        summary = findings.pop()
        self.assertEqual(summary["checks"], len(findings))
        self.assertGreater(len(findings), 60)
        self.assertEqual(len(set(finding["check"] for finding in findings)), len(findings))
        for finding in findings:
            self.assertIn(finding["section"], sections, finding)
            self.assertIn(without_layout(finding["rule"]), sections[finding["section"]], finding)


class Wrong(user.UserTest):
    def check(self, way, *options):
        lock = os.path.join(self.folder.name, "lock")
        command = " ".join(map(shlex.quote, [sys.executable, WRONG_DRIVER, way] + GOOD.get(way, MODEL)))
        return self.ibid("check-driver", "--timeout", "5", *(options + (command,)), environment={"LOCK": lock})

    def test_nothing_wrong(self):
        status, out, err = self.check("nothing")
        self.assertEqual((status, err), (0, ""), out)

    def test_each_way_is_told(self):
        # Most of the time a driver waits for something.
        with concurrent.futures.ThreadPoolExecutor(6) as pool:
            told = list(pool.map(lambda row: self.check(row[0], "--json"), WRONG))
        for (way, check, words, most), (status, out, err) in zip(WRONG, told):
            with self.subTest(way=way):
                self.assertEqual((status, err), (1, ""))
                findings = [json.loads(line) for line in out.splitlines()]
                wrong = dict((finding["check"], finding) for finding in findings if finding.get("result") == "wrong")
                self.assertIn(check, wrong)
                self.assertIn(words, wrong[check]["note"])
                self.assertLessEqual(len(wrong), most or len(findings), sorted(wrong))
                self.assertEqual(findings[-1]["wrong"], len(wrong))
                for finding in wrong.values():
                    self.assertTrue(finding["sent"] and finding["received"] and finding["section"] and finding["rule"])
        running = subprocess.run(["ps", "-eo", "args"], stdout=subprocess.PIPE).stdout.decode()
        self.assertNotIn(WRONG_DRIVER, running)

    def test_whoever_says_nothing_is_not_waited_for_again_and_again(self):
        script = self.write("driver.py", "import time\nprint('{\"protocol\": 1, \"name\": \"n\", \"version\": \"1\"}', flush=True)\n"
                                         "time.sleep(600)\n")
        status, out, err = self.ibid("check-driver", "--timeout", "1", "%s %s" % (sys.executable, script))
        self.assertEqual((status, err, out.count("\nwrong ")), (1, "", 3), out)
        self.assertIn("(given up: the driver has been silent 3 times)", out)

    def test_whoever_never_stops_is_not_listened_to_for_ever(self):
        script = self.write("driver.py", "while True: print('hello')\n")
        status, out, err = self.ibid("check-driver", "%s %s" % (sys.executable, script))
        self.assertEqual((status, out), (3, ""))
        self.assertIn("it wrote 200 lines, none of which is an answer to start\nIt wrote, instead of an answer: hello", err)

    def test_the_words_for_people(self):
        status, out, err = self.check("loses_the_sign_of_zero")
        self.assertEqual(status, 1)
        told = out[out.index("wrong         values.negative-zero"):]
        for words in ("\n    wrong     x is float 0.0, expected float -0.0\n",
                      '\n    sent      {"command":"run","unit":"statement","steps":[', '"text":"x = -0.0"',
                      '\n    came back {"id": ', "\n    expected  {\"reads\":[{",
                      '\n    see       docs/driver-protocol.md, "Values": hexadecimal as C\'s'):
            self.assertIn(words, told)

    def test_one_mistake_is_explained_once(self):
        status, out, err = self.check("prints_what_it_does")
        self.assertIn('wrong     as at run.nothing: the driver wrote to standard output what is not an answer: "executing"', out)
        self.assertEqual(out.count("    see "), 1)


class NeverStarts(user.UserTest):
    def test_each_way(self):
        for program, words in (("import sys; sys.exit('no library here')", "no library here"),
                               ("print('hello')", "It wrote, instead of an answer: hello"), ("pass", "status 0"),
                               ("import time; time.sleep(600)", "wrote nothing within 1 s"),
                               ("import os, time; os.write(1, b'{'); time.sleep(600)", 'wrote no newline within 1 s behind "{"'),
                               ("print('{\"broken\": \"numpy is missing\"}')", "it cannot work: numpy is missing")):
            script = self.write("driver.py", program)
            status, out, err = self.ibid("check-driver", "--timeout", "1", "%s %s" % (sys.executable, script))
            self.assertEqual((status, out), (3, ""), err)
            self.assertIn(words, err)
            self.assertIn('docs/driver-protocol.md, "start"', err)

    def test_there_is_no_such_thing(self):
        for arguments, expected, words in ((("nosuch",), 3, "nosuch"), (("./nosuch.so",), 3, "nosuch.so"),
                                           (("/no/such/driver --now",), 3, "/no/such/driver"), ((), 2, "takes one"),
                                           (("model", "cpython"), 2, "takes one"),
                                           (("--timeout", "soon", "model"), 2, "--timeout")):
            status, out, err = self.ibid("check-driver", *arguments)
            self.assertEqual((status, out), (expected, ""), arguments)
            self.assertIn(words, err)


user.main()
