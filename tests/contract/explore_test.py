"""ibid explore: random programs against the model, counterexamples as Lua."""
import json
import os
import re
import unittest

import user

FOUND, NONE, USAGE, NOT_STARTED = 1, 0, 2, 3


class Explore(user.UserTest):
    def explore(self, *arguments):
        status, out, err = self.ibid("explore", *arguments)
        self.assertEqual(err, "")
        return status, out

    def counts(self, out, name):
        found = re.search(r"^-- %s and .*: (\d+) alike, (\d+) otherwise, (\d+) not compared, (\d+) left out$"
                          % re.escape(name), out, re.MULTILINE)
        self.assertIsNotNone(found, out)
        return [int(number) for number in found.groups()]

    def test_what_is_alike(self):
        status, out = self.explore("--impl", "model", "--seed", "3", "--cases", "150")
        self.assertEqual(status, NONE)
        self.assertEqual(self.counts(out, "model"), [150, 0, 0, 0])
        self.assertTrue(out.startswith("-- ibid explore, seed 3\n"))

    def test_a_mutant_is_found_and_its_cases_are_cases(self):
        for mutant in ("ravel-always-copies", "diagonal-can-be-written", "list-iadd-rebinds"):
            status, out = self.explore("--impl", "mutant:" + mutant, "--seed", "1", "--cases", "300", "-j2")
            self.assertEqual(status, FOUND, mutant)
            alike, otherwise = self.counts(out, "mutant:" + mutant)[:2]
            self.assertEqual(alike + otherwise, 300)
            self.assertGreater(otherwise, 0, mutant)
            self.assertEqual(out.count("answers otherwise than model:numpy"), otherwise)
            self.assertEqual(out.count('clause "explore.seed-1.case-'), otherwise, out)
            path = self.write(mutant + ".lua", out)
            status, out, err = self.ibid("check", path)
            self.assertEqual((status, err), (0, ""), mutant)
            self.assertIn("%d of the cases hold on the model" % otherwise, out)
            status, out, err = self.ibid("run", "--impl", "mutant:" + mutant, path)
            self.assertEqual(status, FOUND)
            self.assertIn("0 passed, %d failed, 0 errors" % otherwise, out)

    def test_the_same_seed_gives_the_same_bytes(self):
        arguments = ["--impl", "mutant:longer-transposes-copy", "--seed", "9", "--cases", "250"]
        once = self.explore(*arguments)
        self.assertEqual(self.explore(*(arguments + ["-j3"])), once)
        self.assertNotEqual(self.explore("--impl", "mutant:longer-transposes-copy", "--seed", "10", "--cases", "250"), once)

    def test_more_cases_begin_with_the_fewer(self):
        few = self.explore("--impl", "mutant:longer-transposes-copy", "--seed", "4", "--cases", "70")[1]
        many = self.explore("--impl", "mutant:longer-transposes-copy", "--seed", "4", "--cases", "140")[1]
        shown = few[:few.index("\n-- 70 programs")]
        self.assertIn("case ", shown)
        self.assertTrue(many.startswith(shown))

    def test_a_fresh_seed_each_time(self):
        firsts = set(self.explore("--impl", "model", "--cases", "1")[1].splitlines()[0] for _ in range(3))
        self.assertEqual(len(firsts), 3)

    def test_time(self):
        status, out = self.explore("--impl", "model", "--time", "0.3")
        self.assertEqual(status, NONE)
        self.assertGreater(self.counts(out, "model")[0], 0)

    def test_several_implementations(self):
        status, out = self.explore("--impl", "model", "--impl", "mutant:longer-transposes-copy", "--impl", "model:torch",
                                   "--seed", "1", "--cases", "150")
        self.assertEqual(status, FOUND)
        self.assertEqual(self.counts(out, "model"), [150, 0, 0, 0])
        self.assertEqual(self.counts(out, "model:torch")[1], 0)
        self.assertGreater(self.counts(out, "mutant:longer-transposes-copy")[1], 0)
        self.assertIn('.impl-2" {', out)

    def test_without_a_profile_its_own_answers_count(self):
        status, out = self.explore("--impl", "model:array_iadd=rebinds", "--seed", "1", "--cases", "200")
        self.assertEqual((status, self.counts(out, "model:array_iadd=rebinds")[1]), (NONE, 0), out)
        status, out = self.explore("--impl", "model:array_iadd=rebinds", "--seed", "1", "--cases", "200", "--profile",
                                   "numpy")
        self.assertEqual(status, FOUND)
        status, out = self.explore("--impl", "model", "--seed", "1", "--cases", "20", "--profile", "none")
        self.assertEqual(status, NONE)
        self.assertIn("-- model and the model with the answers of model: 20 alike", out)

    def test_what_is_not_supported_is_told(self):
        status, out = self.explore("--impl", "cpython", "--seed", "1", "--cases", "60")
        self.assertEqual(status, NONE, out)
        alike, otherwise, not_compared, left_out = self.counts(out, "cpython")
        self.assertGreater(alike, 0)
        self.assertGreater(not_compared, 0)
        self.assertIn("not supported in", out)

    def test_a_driver_that_dies(self):
        driver = self.write("dies.py", "import json, os, sys\n"
                            "for line in sys.stdin:\n"
                            "    if json.loads(line)['command'] != 'start':\n"
                            "        os._exit(3)\n"
                            "    print(json.dumps({'protocol': 1, 'name': 'dies', 'version': '1'}), flush=True)\n")
        status, out = self.explore("--impl", "python3 " + driver, "--profile", "numpy", "--seed", "1", "--cases", "2")
        self.assertEqual(status, FOUND)
        self.assertIn("exited with status 3", out)
        self.assertEqual(self.ibid("check", self.write("dies.lua", out))[0], 0)

    def test_usage(self):
        for arguments in (["--cases", "0"], ["--cases", "many"], ["--seed", "-1"], ["--time", "0"], ["--time", "x"],
                          ["model"], ["--seed", "99999999999999999999999"]):
            status, out, err = self.ibid("explore", *arguments)
            self.assertEqual((status, out), (USAGE, ""), arguments)
            self.assertTrue(err.startswith("ibid: "), err)
        self.assertEqual(self.ibid("explore", "--impl", "nobody")[0], NOT_STARTED)
        status, out, err = self.ibid("explore", "--impl", "model", "--profile", "nobody")
        self.assertEqual(status, NOT_STARTED)
        self.assertIn("--profile numpy", err)


class Hazards(user.UserTest):
    def test_each_is_shown_by_a_program(self):
        named = 0
        for name, entry in json.loads(self.read(os.path.join(user.ROOT, "impl", "implementations.json"))).items():
            for program in entry.get("hazards", {}).values():
                named += 1
                self.assertIn("Runs on: %s@%s" % (name, entry["version"]), self.read(os.path.join(user.ROOT, program)))
        self.assertGreater(named, 0)


@unittest.skipUnless(user.environment_of("numpy"), "no environment with NumPy; ibid setup numpy makes it")
class Numpy(user.UserTest):
    def test_is_as_the_model(self):
        status, out, err = self.ibid("explore", "--impl", "numpy", "--cases", "1000", "-j2")
        self.assertEqual((status, err), (NONE, ""), out)
        print(out)


if __name__ == "__main__":
    user.main()
