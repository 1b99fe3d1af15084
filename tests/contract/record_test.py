"""script/record, in a tree of its own that has ibid's spec and implementations."""
import copy
import json
import lzma
import os
import shutil
import subprocess
import sys
import unittest

import user

sys.path.insert(0, os.path.join(user.ROOT, "reports", "recording"))
import compare


class Record(user.UserTest):
    def setUp(self):
        user.UserTest.setUp(self)
        self.tree = self.folder.name
        for part in ("impl", "spec"):
            os.symlink(os.path.join(user.ROOT, part), os.path.join(self.tree, part))
        os.makedirs(os.path.join(self.tree, "script"))
        shutil.copy(os.path.join(user.ROOT, "script", "record"), os.path.join(self.tree, "script"))
        shutil.copytree(os.path.join(user.ROOT, "reports", "recording"), os.path.join(self.tree, "reports", "recording"))
        self.recording = os.path.join(self.tree, "reports", "results", "model.jsonl.xz")

    def record(self, *arguments):
        done = subprocess.run([sys.executable, os.path.join(self.tree, "script", "record"), *arguments],
                              env=dict(os.environ, IBID_ROOT=self.tree, IBID_PROGRAM=user.IBID), stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=300)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def rewrite(self, change):
        with lzma.open(self.recording, "rt") as file:
            records = [json.loads(line) for line in file]
        change(records)
        with lzma.open(self.recording, "wt") as file:
            file.writelines(json.dumps(record) + "\n" for record in records)

    def test_what_was_recorded_is_checked(self):
        self.assertEqual(self.record("--check", "model")[:2], (1, "0 passed, 1 failed, 0 skipped\n"))
        self.assertEqual(self.record("model")[:2], (0, "1 passed, 0 failed, 0 skipped\n"))
        first = self.read(self.recording, "rb")
        self.assertNotIn(b"started", lzma.decompress(first))
        os.unlink(self.recording)
        self.record("model")
        self.assertEqual(self.read(self.recording, "rb"), first)
        status, out, err = self.record("--check", "model")
        self.assertEqual((status, out), (0, "1 passed, 0 failed, 0 skipped\n"), err)
        self.assertIn("model: as it should be", err)

        def change(records):
            case = next(record for record in records if record["record"] == "case" and record["verdict"] == "pass"
                        and record["outcomes"][0]["kind"] == "content")
            case["outcomes"][0]["seen"] = "[7]"
            choice = next(record for record in records if record["record"] == "choice")
            choice["answer"] = "another"
            self.changed = case["id"], choice["id"]
        self.rewrite(change)
        status, out, err = self.record("--check", "model")
        self.assertEqual((status, out), (1, "0 passed, 1 failed, 0 skipped\n"))
        self.assertRegex(err, r'model: %s: outcome 1, content .* was "holds \(read: \[7\]\)" and is "holds' % self.changed[0])
        self.assertIn('the answer to %s was "another" and is "' % self.changed[1], err)
        self.assertIn("script/record 'model' records it anew", err)

        def age(records):
            records[0]["suite"]["digest"] = "0" * 32
        self.rewrite(age)
        status, out, err = self.record("--check", "model")
        self.assertEqual(status, 1)
        self.assertIn("it was recorded with another spec (" + "0" * 32, err)
        self.write(self.recording, first[:len(first) // 2], "wb")
        status, out, err = self.record("--check", "model")
        self.assertEqual(status, 1)
        self.assertIn("the recording is not complete; script/record 'model'", err)

    def test_names(self):
        status, out, err = self.record("--list")
        names = [line.split(" ")[0] for line in out.splitlines()]
        self.assertEqual(len(names), len(set(names)))
        for name in ("model", "reference", "reference-cpu-avx2", "reference-device-sim", "numpy@1.12.1", "cpython@2.7", "cxx"):
            self.assertIn(name, names)
        self.assertNotIn("mutant", names)
        self.assertEqual(set(line.split(" ", 1)[1] for line in out.splitlines()), {"not recorded"})
        self.assertIn("torch@", self.record("--list", "torch")[1])
        self.assertEqual(self.record("--list", "cpython@*")[1].count("\n"), sum(name.startswith("cpython@") for name in names))
        status, out, err = self.record("--list", "nosuch")
        self.assertEqual((status, out), (2, ""))
        self.assertIn("nothing is called nosuch", err)
        self.assertEqual(self.record("--nosuch")[0], 2)

    def test_what_cannot_run_here_is_skipped(self):
        elsewhere = "reference-cpu-neon" if os.uname().machine == "x86_64" else "reference-cpu-avx512"
        status, out, err = self.record(elsewhere)
        self.assertEqual((status, out), (0, "0 passed, 0 failed, 1 skipped\n"))
        self.assertIn("Skipped: " + elsewhere, err)
        self.assertFalse(os.path.exists(os.path.join(self.tree, "reports", "results")))


class Compare(unittest.TestCase):
    CASE = {"record": "case", "id": "c/x", "verdict": "fail", "expected_failure": None, "reason": "one",
            "error": {"statement": 2, "kind": "casting", "class": "TypeError", "message": "one"},
            "outcomes": [{"kind": "raises", "text": "casting", "holds": True, "expected": None,
                          "seen": "casting (TypeError: one)", "evidence": "read"},
                         {"kind": "allocates", "text": "0", "holds": None, "expected": None, "seen": "one", "evidence": "none"}],
            "milliseconds": 1}

    def changed(self, change):
        new = copy.deepcopy(self.CASE)
        change(new)
        return compare.differences([self.CASE], [new])

    def test_words_and_times_may_change(self):
        def change(case):
            case.update(reason="two", milliseconds=2)
            case["error"].update(message="two")
            case["error"]["class"] = "Other"
            case["outcomes"][0]["seen"] = "casting (Other: two)"
            case["outcomes"][1]["seen"] = "two"
        self.assertEqual(self.changed(change), [])

    def test_facts_may_not(self):
        self.assertEqual(self.changed(lambda case: case.update(verdict="pass")), ['c/x was "fail" and is "pass"'])
        self.assertEqual(self.changed(lambda case: case.update(expected_failure={"reason": "known"})),
                         ['c/x was "fail" and is "fail, as expected"'])
        self.assertEqual(self.changed(lambda case: case.update(error=None)),
                         ['c/x: what it raised was "casting, in statement 2" and is "None"'])
        self.assertEqual(self.changed(lambda case: case["outcomes"][1].update(holds=False)),
                         ['c/x: outcome 2, allocates 0 was "is not decided (none)" and is "does not hold (none)"'])
        self.assertEqual(self.changed(lambda case: case["outcomes"][0].update(seen="type (TypeError: one)")),
                         ['c/x: outcome 1, raises casting was "holds (read: casting)" and is "holds (read: type)"'])

    def test_many_are_counted(self):
        old = [dict(self.CASE, id="c/%d" % number) for number in range(30)]
        self.assertEqual(compare.differences(old, [])[-1], "and 100 more")


if __name__ == "__main__":
    user.main()
