"""What spec/README.md shows is tried as it stands there: its clause, its mistakes, its mutant and its choice."""
import json
import os
import re
import shutil

import user

README = os.path.join(user.ROOT, "spec", "README.md")


class Readme(user.UserTest):
    """In a root of its own, whose spec and table of mutants can be written to."""

    def setUp(self):
        super(Readme, self).setUp()
        shutil.copytree(os.path.join(user.ROOT, "spec"), self.at("spec"))
        os.makedirs(self.at("impl", "mutants", "table"))
        for name in os.listdir(os.path.join(user.ROOT, "impl")):
            if name != "mutants":
                os.symlink(os.path.join(user.ROOT, "impl", name), self.at("impl", name))
        self.text = self.read(README)
        self.clause, self.choice, self.answer = re.findall(r"```lua\n(.*?)```", self.text, re.S)
        self.mutant = json.loads(re.search(r"```json\n(.*?)```", self.text, re.S).group(1))

    def at(self, *names):
        return os.path.join(self.folder.name, *names)

    def ibid(self, *arguments):
        return super(Readme, self).ibid(*arguments, environment={"IBID_ROOT": self.folder.name})

    def run_clause(self, *arguments):
        return self.ibid("run", "--filter", "array.maximum.new/*", *arguments)

    def test_the_clause(self):
        self.write("spec/maximum.lua", self.clause)
        self.assertEqual(self.ibid("check")[0::2], (0, ""))
        status, out, err = self.run_clause()
        self.assertEqual(status, 0, out + err)
        self.assertIn("3 passed", out)
        self.assertIn("1 passed, 0 failed, 0 errors of 3 cases; 1 executed, 0 unsupported, 2 not applicable, 0 inconcl",
                      self.run_clause("--impl", "model:jax")[1])
        self.write("spec/maximum.lua", self.clause.replace('where = { array_setitem = "writes" },', ""))
        self.assertIn("2 inconclusive", self.run_clause("--impl", "model:jax")[1])

    def test_its_ids(self):
        self.assertEqual(self.ibid("check", "--update-ids")[0::2], (0, ""))
        path = self.write("spec/maximum.lua", self.clause)
        status, out, err = self.ibid("check")
        self.assertEqual((status, err), (0, ""))
        self.assertIn("write them down: ibid check --update-ids", out)
        self.assertEqual(self.ibid("check", "--update-ids")[0::2], (0, ""))
        self.assertEqual(self.ibid("check")[0::2], (0, ""))
        self.write("spec/maximum.lua", self.clause.replace("[1, 5]", "[2, 5]"))
        status, out, err = self.ibid("check")
        self.assertEqual(status, 4)
        self.assertIn(path + ":", err)

    def test_the_mistakes(self):
        rows = re.findall(r"^\| `(.*)` \| `(.*)` \| `(.*)` \|$", self.text, re.M)
        self.assertGreater(len(rows), 7)
        for right, wrong, message in rows:
            self.assertIn(right, self.clause)
            path = self.write("spec/maximum.lua", self.clause.replace(right, wrong, 1))
            status, out, err = self.ibid("check")
            self.assertEqual(status, 4, wrong + out)
            self.assertIn(message, err)
            self.assertIn(path + ":", err)

    def test_the_mutant(self):
        self.write("spec/maximum.lua", self.clause)
        self.write("impl/mutants/table/derived.json", json.dumps([self.mutant]))
        status, out, err = self.ibid("mutants", "--filter", "maximum-*")
        self.assertIn("array.maximum.new", out, err)
        status, out, err = self.run_clause("--impl", "mutant:" + self.mutant["name"])
        self.assertEqual(status, 1, err)
        self.assertIn("z is x", out)

    def test_the_choice(self):
        self.write("spec/maximum.lua", self.choice)
        profiles = self.read(self.at("spec", "profiles.lua"))
        start = profiles.index("answers = {", profiles.index('profile "torch"')) + len("answers = {\n")
        self.write("spec/profiles.lua", profiles[:start] + self.answer + profiles[start:])
        status, out, err = self.ibid("fingerprint", "--json")
        self.assertEqual((json.loads(out)["number_in_maximum"], err), ("takes it", ""))

    def test_paths_exist(self):
        for path in re.findall(r"\]\(([^)#]+)[)#]", self.text):
            self.assertTrue(os.path.exists(os.path.join(user.ROOT, "spec", path)), path)
        self.assertIn("\n## Ids\n", self.read(os.path.join(user.ROOT, "docs", "spec-language.md")))


user.main()
