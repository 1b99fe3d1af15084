"""reports/findings.json: its form, and that script/findings notices what is wrong with it."""
import json
import os
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "contract"))
import user

SCRIPT = os.path.join(user.ROOT, "script", "findings")
REPORTS = os.path.join(user.ROOT, "reports")
SOURCE = os.path.join(REPORTS, "findings.json")
PAGE = os.path.join(REPORTS, "findings.md")


class Findings(user.UserTest):
    def setUp(self):
        super().setUp()
        for name in ("spec", "impl"):
            os.symlink(os.path.join(user.ROOT, name), os.path.join(self.folder.name, name))
        os.mkdir(os.path.join(self.folder.name, "reports"))
        os.symlink(os.path.join(REPORTS, "deviations"), os.path.join(self.folder.name, "reports", "deviations"))
        self.report = json.loads(self.read(SOURCE))
        self.page = self.read(PAGE)

    def script(self, *arguments, root=None):
        done = subprocess.run([sys.executable, SCRIPT] + list(arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              env=dict(os.environ, IBID_PROGRAM=user.IBID, IBID_ROOT=root or self.folder.name), timeout=100)
        return done.returncode, done.stderr.decode()

    def checked(self):
        """Status and messages of --check on the report as it has been changed, beside the page of the real one."""
        self.write("reports/findings.json", json.dumps(self.report, indent=2, ensure_ascii=False) + "\n")
        self.write("reports/findings.md", self.page)
        return self.script("--check")

    def finding(self, id):
        return [finding for finding in self.report["findings"] if finding["id"] == id][0]

    def test_it_holds(self):
        self.assertEqual(self.script("--check", root=user.ROOT), (0, ""))
        self.assertEqual(self.checked(), (0, ""))

    def test_its_form(self):
        try:
            import jsonschema
        except ImportError:
            self.skipTest("the Python package jsonschema is not installed")
        schema = json.loads(self.read(os.path.join(REPORTS, "findings.schema.json")))
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(schema)
        self.assertEqual([error.message for error in validator.iter_errors(self.report)], [])
        del self.finding("jax-asarray-copies")["ruled_out"]["driver"]
        self.assertEqual(len(list(validator.iter_errors(self.report))), 1)

    def test_a_stale_page_and_a_stale_text(self):
        self.finding("jax-asarray-copies")["title"] = "Another"
        status, err = self.checked()
        self.assertEqual((status, "reports/findings.md is stale" in err), (1, True), err)
        self.assertEqual(self.script(), (0, ""))
        self.assertEqual(self.script("--check"), (0, ""))
        self.finding("jax-asarray-copies")["program"]["text"] += "\n"
        self.assertIn("reports/findings.json is stale", self.checked()[1])

    def test_what_the_spec_does_not_have(self):
        finding = self.finding("jax-asarray-copies")
        finding["cases"].append("array.asarray/of-nothing")
        self.assertIn("there is no case, clause or choice array.asarray/of-nothing", self.checked()[1])
        finding["clause"] = "array.asarry"
        self.assertIn("there is no clause array.asarry", self.checked()[1])
        finding["clause"] = "array.reshape.copy.error"
        self.assertIn("the clause array.reshape.copy.error is a should", self.checked()[1])

    def test_a_program_that_is_missing_or_runs_elsewhere(self):
        finding = self.finding("jax-asarray-copies")
        finding["program"]["file"] = "reports/deviations/none.py"
        self.assertIn("there is no reports/deviations/none.py", self.checked()[1])
        finding["program"]["file"] = "reports/deviations/torch_compile_accepts_overlap.py"
        self.assertIn("does not run on jax, which is said to fail", self.checked()[1])

    def test_a_listed_failure_of_which_nothing_is_said(self):
        self.report["findings"].remove(self.finding("jython-asks-operands-of-one-type-twice"))
        status, err = self.checked()
        self.assertEqual(status, 1)
        self.assertIn("impl/expected/jython.json lists name.add.protocol/operands-of-one-type, of which", err)

    def test_a_reason_for_what_is_not_listed(self):
        self.report["not_counted"].append({"implementation": "numpy", "mode": "eager", "ids": ["array.none"], "why": "-"})
        self.assertIn('"not_counted" explains array.none of numpy, eager, which impl/expected does not list', self.checked()[1])


if __name__ == "__main__":
    unittest.main()
