"""Lists of expected failures, on a registered driver that fails and crashes where it is told to."""
import json
import os
import shutil
import sys
import unittest

import user

SPEC = '''chapter "lists" { number = 1, title = "Lists" }
choice "list_iadd" {
  asks = "What does += do to a list?",
  source = "Python reference 7.2.1",
  probes = { probe { "l = [1]", "m = l", "l += [9]" } },
  answers = {
    ["in place"] = { means = "The list stays the same object.", identity = { "l is m" } },
    ["rebinds"] = { means = "The name is bound to a new list.", identity = { "l is not m" } },
  },
}
profile "toy" { title = "toy", answers = { list_iadd = { "in place", source = "ibid" } } }

clause "list.update" {
  must = "l += m writes into l.", source = "Python reference 7.2.1",
''' + "".join('  case "number %d" { "l = [1]", "m = l", "l += [%d]", identity = { "l is m" }, '
              'content = { l = { 1, %d }, m = { 1, %d } } },\n' % (n, n, n, n) for n in range(2, 6)) + '''}
clause "list.advice" {
  should = "l += m writes into l.", source = "Python reference 7.2.1",
  case "number 8" { "l = [1]", "m = l", "l += [8]", identity = { "l is m" }, content = { l = { 1, 8 }, m = { 1, 8 } } },
}
'''

# The driver of CPython, but for the programs that add one of the numbers in TOY_BROKEN and TOY_CRASH.
DRIVER = r'''
import json, os, subprocess, sys
driver = subprocess.Popen([sys.executable, %r], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
for line in sys.stdin.buffer:
    for number in os.environ.get("TOY_CRASH", "").split():
        if ("l += [%%s]" %% number).encode() in line:
            os._exit(3)
    for number in os.environ.get("TOY_BROKEN", "").split():
        line = line.replace(("l += [%%s]" %% number).encode(), ("l = l + [%%s]" %% number).encode())
    driver.stdin.write(line)
    driver.stdin.flush()
    answer = json.loads(driver.stdout.readline().decode())
    if "version" in answer:
        answer["version"] = os.environ.get("TOY_VERSION", "1.2.0")
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()
''' % os.path.join(user.ROOT, "impl", "python", "cpython_driver.py")

TODAY = "1764028800"  # 2025-11-25


class ExpectedTest(user.UserTest):
    def setUp(self):
        super().setUp()
        os.makedirs(os.path.join(self.folder.name, "impl"))
        os.makedirs(os.path.join(self.folder.name, "spec"))
        self.write("spec/spec.lua", SPEC)
        self.write("driver.py", DRIVER)
        self.write("impl/implementations.json", json.dumps({"toy": {
            "description": "fails where it is told to", "command": [sys.executable, "{root}/driver.py"],
            "profile": "toy"}, "model": user.registered("model")}))
        self.list = os.path.join(self.folder.name, "impl", "expected", "toy.json")

    def run_toy(self, *arguments, **settings):
        environment = dict(settings, IBID_ROOT=self.folder.name, SOURCE_DATE_EPOCH=settings.pop("today", TODAY))
        return self.ibid("run", "--impl", "toy", *arguments, environment=environment)

    def assert_run(self, expected, words, *arguments, **settings):
        status, out, err = self.run_toy(*arguments, **settings)
        self.assertEqual(status, expected, out + err)
        for word in words if isinstance(words, tuple) else (words,):
            self.assertIn(word, out)
        return out

    def entry(self, id, **fields):
        entry = {"id": id, "reason": "lists are immutable", "url": "https://example.org/1", "expires": "2026-01-31",
                 "versions": "==1.2.*"}
        entry.update(fields)
        return entry

    def write_list(self, *entries):
        os.makedirs(os.path.dirname(self.list), exist_ok=True)
        self.write("impl/expected/toy.json", json.dumps(entries, indent=1))


class Judging(ExpectedTest):
    def test_without_a_list_failures_fail(self):
        self.assert_run(0, "5 passed, 0 failed")
        self.assert_run(1, "FAIL list.update/number-3", TOY_BROKEN="3")

    def test_a_listed_failure_is_expected(self):
        self.write_list(self.entry("list.update/number-3"))
        out = self.assert_run(0, ("XFAIL list.update/number-3\n  lists are immutable (https://example.org/1, until "
                                  "2026-01-31)", "4 passed, 0 failed, 0 errors, 1 expected failure of 5 cases; 5 executed",
                                  "Conformant to profile toy, but for 1 expected failure"), TOY_BROKEN="3")
        self.assertNotIn("FAIL list", out.replace("XFAIL", ""))

    def test_a_listed_failure_excuses_no_other(self):
        self.write_list(self.entry("list.update/number-3"))
        out = self.assert_run(1, ("FAIL list.update/number-4", "Not conformant"), TOY_BROKEN="3 4")
        self.assertEqual(out.count("XFAIL"), 1)

    def test_xpass(self):
        self.write_list(self.entry("list.update/number-2", versions="==9"), self.entry("list.update/number-3"))
        out = self.assert_run(1, ("XPASS impl/expected/toy.json:9: list.update/number-3\n  it passes now: remove",
                                  "1 of 2 entries of impl/expected/toy.json do not fit",
                                  "Conformant to profile toy, but the list of expected failures does not fit"))
        self.assertNotIn("number-2", out)

    def test_matches_nothing(self):
        self.write_list(self.entry("list.update/number-33"), self.entry("list_iadd/probe-1"))
        self.assert_run(1, ('UNKNOWN impl/expected/toy.json:2: list.update/number-33', 'did you mean "list.update/number-',
                            'that is a probe: list its choice, "list_iadd"'))

    def test_expired(self):
        self.write_list(self.entry("list.update/number-3", expires="2025-11-25"))
        self.assert_run(0, "XFAIL list.update/number-3", TOY_BROKEN="3")
        self.assert_run(1, ("FAIL list.update/number-3", "EXPIRED impl/expected/toy.json:2: list.update/number-3",
                            "expired on 2025-11-25", "https://example.org/1"), TOY_BROKEN="3",
                        today=str(int(TODAY) + 24 * 60 * 60))

    def test_another_version_is_not_considered(self):
        self.write_list(self.entry("list.update/number-3", versions=">=1.1,<1.2", expires="2020-01-01"),
                        self.entry("no.such/case", versions="<1"))
        self.assert_run(0, "5 passed")
        self.assert_run(1, "FAIL list.update/number-3", TOY_BROKEN="3")
        self.assert_run(1, "XPASS", TOY_VERSION="1.1.9")
        self.assert_run(1, "UNKNOWN", TOY_VERSION="0.9")

    def test_an_entry_for_every_version(self):
        self.write_list(self.entry("list.update/number-3", versions="*"))
        self.assert_run(0, "XFAIL", TOY_BROKEN="3", TOY_VERSION="unknown")

    def test_what_was_not_selected_is_left_alone(self):
        self.write_list(self.entry("list.update/number-3"), self.entry("list.update/number-4", expires="2020-01-01"))
        self.assert_run(0, "1 passed", "--filter", "*number-2")
        self.assert_run(1, "XPASS", "--filter", "*number-3")

    def test_a_crash_is_not_a_failure(self):
        self.write_list(self.entry("list.update/number-3"))
        self.assert_run(1, ("ERROR list.update/number-3", "UNNEEDED", "its verdict is error, not fail"), TOY_CRASH="3")
        self.write_list(self.entry("list.update/number-3", verdict="error"))
        self.assert_run(0, "0 failed, 0 errors, 1 expected failure of", TOY_CRASH="3")

    def test_a_clause_stands_for_each_of_its_cases(self):
        self.write_list(self.entry("list.update"))
        self.assert_run(0, "4 expected failures", TOY_BROKEN="2 3 4 5")
        self.assert_run(1, ("XPASS", "2 of its 4 cases pass (list.update/number-2, …)"), TOY_BROKEN="4 5")
        self.assert_run(1, ("XPASS", "its cases pass now"))

    def test_a_case_beside_its_clause(self):
        self.write_list(self.entry("list.update"), self.entry("list.update/number-3"))
        self.assert_run(1, ("DOUBLE impl/expected/toy.json:9", "line 2 lists list.update already"),
                        TOY_BROKEN="2 3 4 5")

    def test_a_choice(self):
        self.write_list(self.entry("list_iadd", verdict="differs"))
        self.assert_run(0, ("XFAIL choice list_iadd", "but for 1 expected failure"), TOY_BROKEN="9")
        self.assert_run(1, "XPASS")
        self.write_list(self.entry("list_iadd"))
        self.assert_run(1, ("DIFFERS choice list_iadd", "its verdict is differs, not fail"), TOY_BROKEN="9")
        self.write_list(self.entry("list.update/number-3", verdict="differs"))
        self.assert_run(1, "only a choice can differ", TOY_BROKEN="3")

    def test_a_should_that_is_listed_must_fail_too(self):
        self.write_list(self.entry("list.advice/number-8"))
        self.assert_run(0, "XFAIL list.advice/number-8", TOY_BROKEN="8")
        self.assert_run(1, "XPASS")


class Lists(ExpectedTest):
    def test_mistakes_stop_the_run(self):
        self.write_list(self.entry("list.*", expires="soon"))
        status, out, err = self.run_toy()
        self.assertEqual((status, out), (2, ""))
        for words in ('impl/expected/toy.json:3: entry 1: "list.*" is not an id', "impl/expected/toy.json:6: entry 1: "
                      '"soon" is no day', "nothing was run"):
            self.assertIn(words, err)

    def test_check_looks_every_id_up(self):
        check = lambda: self.ibid("check", environment={"IBID_ROOT": self.folder.name})
        self.assertEqual(check(), (0, "2 clauses (0 pending), 5 cases, 1 choices, 1 profiles: no mistakes\n5 of the cases hold "
                                      "on the model, which has no dialect for: toy\n", ""))
        self.write_list(self.entry("list.update"))
        self.assertIn("1 profiles, 1 list of expected failures: no mistakes", check()[1])
        self.write_list(self.entry("list.update"), self.entry("list.updates", versions="<1"))
        self.write("impl/expected/tyo.json", "[]")
        status, out, err = check()
        self.assertEqual((status, out), (2, ""))
        self.assertIn('impl/expected/toy.json:9: entry 2: list.updates: the spec has no clause, case or choice of this '
                      'id; did you mean "list.update"?', err)
        self.write("spec/spec.lua", SPEC.replace('clause "list.update" {', 'clause "list.writes" { was = "list.update",'))
        self.write_list(self.entry("list.update"), self.entry("list.update/number-3"))
        for words in ('list.update: that was renamed: list "list.writes"',
                      'list.update/number-3: that was renamed: list "list.writes/number-3"'):
            self.assertIn(words, check()[2])
        self.assertIn("impl/expected/tyo.json: no implementation is registered under this name", err)

    def test_a_list_is_about_one_claim(self):
        self.write_list(self.entry("list.update/number-3"))
        for arguments in (("--profile", "none"), (os.path.join(self.folder.name, "spec"),)):
            status, out, err = self.run_toy(*arguments)
            self.assertEqual(status, 0, out)
            self.assertIn("impl/expected/toy.json is not used", err)
            status, out, err = self.run_toy("--update-expected", *arguments)
            self.assertEqual((status, out), (2, ""))
        self.assert_run(1, "XPASS", "--expected", self.list, "--profile", "none")

    def test_a_command_has_no_list_of_its_own(self):
        command = "%s %s" % (sys.executable, os.path.join(self.folder.name, "driver.py"))
        status, out, err = self.run_toy("--impl", command, "--update-expected")
        self.assertEqual((status, out), (2, ""))
        self.assertIn("name it with --expected F", err)
        mine = os.path.join(self.folder.name, "mine.json")
        status, out, err = self.run_toy("--impl", command, "--expected", mine)
        self.assertEqual((status, out), (2, ""))
        self.assertIn("there is no file", err)
        self.assert_run(1, "added list.update/number-3", "--impl", command, "--expected", mine, "--update-expected",
                        TOY_BROKEN="3")

    def test_a_clock_that_is_none(self):
        self.write_list()
        status, out, err = self.run_toy(today="noon")
        self.assertEqual((status, out), (2, ""))
        self.assertIn("SOURCE_DATE_EPOCH", err)

    def test_results_tell_what_was_expected(self):
        self.write_list(self.entry("list.update/number-3"), self.entry("list.update/number-4"))
        paths = [os.path.join(self.folder.name, name) for name in ("one", "two")]
        for path, jobs in zip(paths, "13"):
            self.run_toy("--out", path, "--no-times", "-j", jobs, TOY_BROKEN="3")
        self.assertEqual(self.read(paths[0]), self.read(paths[1]))
        records = {record.get("id", record["record"]): record for record in self.results(paths[0])}
        record = records["list.update/number-3"]
        self.assertEqual((record["verdict"], record["expected_failure"]), ("fail", {
            "reason": "lists are immutable", "url": "https://example.org/1", "expires": "2026-01-31"}))
        self.assertIsNone(records["list.update/number-4"]["expected_failure"])
        self.assertEqual(records["footer"]["expected_failures"], {
            "file": "impl/expected/toy.json", "cases": 1, "choices": 0,
            "problems": [{"entry": 2, "line": 9, "id": "list.update/number-4", "problem": "passes",
                          "message": "it passes now: remove the entry"}]})
        status, junit, err = self.ibid("report", paths[0], "--junit", "-")
        self.assertIn('<skipped message="expected failure: lists are immutable"/>', junit)
        self.assertIn('<failure message="impl/expected/toy.json:9: list.update/number-4: it passes now', junit)
        explained = self.ibid("explain", "list.update/number-3", paths[0], environment={"IBID_ROOT": self.folder.name})[1]
        self.assertIn("cpython 1.2.0: fail; ", explained)
        self.assertIn("expected, since lists are immutable", explained)


class Updating(ExpectedTest):
    def test_round_trip(self):
        self.assert_run(1, ("FAIL list.update/number-3", "Updated impl/expected/toy.json:\nadded list.update/number-3\n",
                            "Write the reason and the url"), "--update-expected", TOY_BROKEN="3 8")
        written = self.read(self.list)
        self.assertEqual([(entry["id"], entry["versions"], entry["expires"]) for entry in json.loads(written)],
                         [("list.update/number-3", "==1.2.0", "2026-05-24")])
        self.assert_run(1, ("FAIL list.update/number-3", "UNFILLED impl/expected/toy.json:2", "its reason is still to be"),
                        TOY_BROKEN="3")
        self.assert_run(1, "nothing was changed", "--update-expected", TOY_BROKEN="3")
        self.assertEqual(self.read(self.list), written)

        self.write("impl/expected/toy.json", written.replace("TODO: say in one line what deviates and why", "frozen")
                   .replace("TODO: link what documents or tracks it", "https://example.org/2"))
        self.assert_run(0, "frozen (https://example.org/2, until 2026-05-24)", TOY_BROKEN="3")

        self.assert_run(1, "XPASS impl/expected/toy.json:2: list.update/number-3")
        self.assert_run(1, "line 2: removed list.update/number-3 (passes), listed for versions ==1.2.0",
                        "--update-expected")
        self.assertEqual(self.read(self.list), "[]\n")
        self.assert_run(0, "5 passed")

    def test_what_stays_keeps_its_bytes(self):
        kept = '{ "id":"list.update/number-4","reason" : "é, \\u00e9",\n   "url": "https://example.org/1",' \
               '"expires":"2026-01-31", "versions": "*" }'
        other = kept.replace("number-4", "number-5").replace('"*"', '"<1"')
        self.write_list()
        self.write("impl/expected/toy.json", "[%s,\n%s,\n%s]" % (
            json.dumps(self.entry("list.update/number-2")), other, kept))
        self.assert_run(1, ("removed list.update/number-2", "added list_iadd", "added list.update/number-3"),
                        "--update-expected", TOY_BROKEN="4 9", TOY_CRASH="3")
        written = self.read(self.list)
        self.assertTrue(written.startswith("[\n  %s,\n  %s,\n  {\n" % (other, kept)), written)
        self.assertEqual([(entry["id"], entry.get("verdict")) for entry in json.loads(written)[2:]],
                         [("list_iadd", "differs"), ("list.update/number-3", "error")])

    def test_a_clause_is_parted_into_its_cases(self):
        self.write_list(self.entry("list.update"))
        self.assert_run(1, "list.update is now 2 entries, one for each case that still fails", "--update-expected",
                        TOY_BROKEN="3 5")
        self.assertEqual(json.loads(self.read(self.list)),
                         [self.entry("list.update/number-3"), self.entry("list.update/number-5")])
        self.assert_run(0, "2 expected failures", TOY_BROKEN="3 5")

    def test_what_was_not_selected_stays(self):
        self.write_list(self.entry("list.update/number-2"), self.entry("list.update/number-3"))
        self.assert_run(1, "removed list.update/number-3", "--update-expected", "--filter", "*number-3")
        self.assertEqual(json.loads(self.read(self.list)), [self.entry("list.update/number-2")])

    def test_what_expired_is_a_persons(self):
        self.write_list(self.entry("list.update/number-3", expires="2020-01-01"))
        before = self.read(self.list)
        self.assert_run(1, ("EXPIRED", "nothing was changed"), "--update-expected", TOY_BROKEN="3")
        self.assertEqual(self.read(self.list), before)

    def test_links_and_modes_stay(self):
        self.write_list(self.entry("list.update/number-3"))
        elsewhere = os.path.join(self.folder.name, "elsewhere.json")
        shutil.move(self.list, elsewhere)
        os.chmod(elsewhere, 0o640)
        os.symlink(elsewhere, self.list)
        self.run_toy("--update-expected")
        self.assertTrue(os.path.islink(self.list))
        self.assertEqual((self.read(elsewhere), os.stat(elsewhere).st_mode & 0o777), ("[]\n", 0o640))
        self.assertEqual(os.listdir(os.path.dirname(self.list)), ["toy.json"])

    def test_a_folder_that_cannot_be_written(self):
        path = os.path.join(self.folder.name, "no", "such", "list.json")
        status, out, err = self.run_toy("--update-expected", "--expected", path, TOY_BROKEN="3")
        self.assertEqual(status, 5, out)
        self.assertIn("%s: cannot be written: No such file or directory" % path, err)


class RealSystem(user.UserTest):
    @unittest.skipUnless(user.environment_of("numpy@1.12.1"), "no environment with NumPy 1.12: ibid setup numpy@1.12.1")
    def test_what_numpy_1_12_does_can_be_listed(self):
        known = os.path.join(self.folder.name, "known.json")
        arguments = ["run", "--impl", "numpy@1.12.1", "--expected", known]
        status, out, err = self.ibid(*(arguments + ["--update-expected"]))
        self.assertEqual(status, 1, out + err)
        entries = json.loads(self.read(known))
        self.assertIn(("overlap", "fail", "==1.12.1"), [
            (entry["id"], entry.get("verdict", "fail"), entry["versions"]) for entry in entries])
        for entry in entries:
            entry["reason"] = "as before NumPy 1.13"
            entry["url"] = "https://numpy.org/doc/stable/release/1.13.0-notes.html"
        self.write("known.json", json.dumps(entries))
        status, out, err = self.ibid(*arguments)
        self.assertEqual(status, 0, out + err)
        self.assertRegex(out, r"Conformant to profile numpy\b.*, but for %d expected failures" % len(entries))
        self.assertNotRegex("\n" + out, r"\nFAIL [^\n]*\n  MUST")


user.main()
