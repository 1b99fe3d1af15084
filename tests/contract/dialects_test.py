"""The model obeys the spec in every dialect: it conforms to its own profile, and differs from another
exactly where the answers differ."""
import json
import os
import unittest

import user

UNSPECIFIED = "unspecified"
# Held against each other, each of them: the profiles of the design.
EIGHT = ("python", "numpy", "torch", "jax", "tensorflow", "mxnet", "array-api", "value")


class Dialects(user.UserTest):
    @classmethod
    def setUpClass(cls):
        listed = user.UserTest.ibid(cls("test_own_profile"), "list", "profiles", "--json")[1]
        cls.profiles = {record["id"]: record["answers"] for record in map(json.loads, listed.splitlines())}
        cls.dialects = list(cls.profiles)

    def run_of(self, dialect, profile):
        path = os.path.join(self.folder.name, "%s-%s" % (dialect, profile))
        status, out, err = self.ibid("run", "--impl", "model:" + dialect, "--profile", profile, "--out", path)
        self.assertEqual(err, "")
        return status, self.results(path)

    def is_exempt(self, record):
        return record["id"].startswith(user.MODEL_LACKS)

    def test_own_profile(self):
        for dialect in self.dialects:
            with self.subTest(dialect):
                status, records = self.run_of(dialect, dialect)
                self.assertEqual(status, 0)
                cases = [record for record in records if record["record"] == "case"]
                applicable = [record for record in cases if record["verdict"] != "not applicable"]
                for record in applicable:
                    if record["verdict"] != "pass":
                        self.assertEqual((record["id"], record["verdict"], self.is_exempt(record)),
                                         (record["id"], "unsupported", True))
                executed = sum(record["verdict"] == "pass" for record in applicable)
                print("model:%s: %d cases, %d applicable, %d executed" % (dialect, len(cases), len(applicable), executed))
                self.assertGreater(executed, 0)

    def test_another_profile(self):
        measured = {dialect: self.run_of(dialect, "none")[1][0]["fingerprint"] for dialect in EIGHT}
        for dialect in EIGHT:
            for profile in EIGHT:
                with self.subTest(dialect=dialect, profile=profile):
                    status, records = self.run_of(dialect, profile)
                    wrong = [record["id"] for record in records
                             if record.get("verdict") in ("fail", "error", "inconclusive")]
                    self.assertEqual(wrong, [])
                    differing = sorted(record["id"] for record in records if record.get("verdict") == "differs")
                    expected = sorted(choice for choice, answer in self.profiles[profile].items()
                                      if answer != UNSPECIFIED and measured[dialect][choice] not in (answer, "unknown"))
                    self.assertEqual(differing, expected)
                    self.assertEqual(status, 1 if expected else 0)

    def test_what_a_profile_says_is_what_its_dialect_shows(self):
        for dialect in self.dialects:
            answers = json.loads(self.ibid("fingerprint", "--impl", "model:" + dialect, "--json")[1])
            for choice, answer in self.profiles[dialect].items():
                if answer != UNSPECIFIED and not choice.startswith(user.MODEL_LACKS):
                    with self.subTest(dialect=dialect, choice=choice):
                        self.assertEqual(answers[choice], answer)


if __name__ == "__main__":
    unittest.main()
