"""ibid mutants: what is broken, who notices, and what is told of it."""
import json
import os
import unittest

import user

MUTANTS = [
    # One of each kind: a result, an update, overlap, a name, an identity, a lifetime, another answer, other profiles.
    "ravel-always-copies", "list-iadd-rebinds", "overlap-by-8192", "names-copy-tuples", "many-nones",
    "deletion-clears-the-list", "diagonal-can-be-written", "jax-idiv-writes", "value-slices-of-integers-share",
]


class Table(user.UserTest):
    def test_list(self):
        status, out, err = self.ibid("list", "mutants", "--json")
        self.assertEqual((status, err), (0, ""))
        mutants = [json.loads(line) for line in out.splitlines()]
        self.assertGreater(len(mutants), 80)
        self.assertEqual(self.ibid("list", "mutants")[1].splitlines(), [mutant["id"] for mutant in mutants])
        chapters = self.ibid("list", "chapters")[1].splitlines()
        profiles = self.ibid("list", "profiles")[1].splitlines()
        for mutant in mutants:
            self.assertIn(mutant["chapter"], chapters + ["systems"], mutant["id"])
            self.assertIn(mutant["profile"], profiles + ["none"] * (mutant["chapter"] == "systems"), mutant["id"])
            self.assertTrue(mutant["wrong"].endswith("."), mutant["id"])


class Kills(user.UserTest):
    def verdicts(self, selector):
        path = os.path.join(self.folder.name, selector.replace(":", "-"))
        self.ibid("run", "--impl", selector, "--out", path)
        return {record["id"]: record["verdict"] for record in self.results(path) if record["record"] == "case"}

    def test_with_nothing_broken_the_wrapper_is_the_model(self):
        self.assertEqual(self.verdicts("mutant"), self.verdicts("model"))

    def test_a_case_kills_what_it_fails_on(self):
        unbroken = {}
        for name in MUTANTS:
            status, out, err = self.ibid("mutants", "--filter", name, "--json")
            self.assertEqual((status, err), (0, ""))
            mutant, = json.loads(out)["mutants"]
            self.assertEqual((mutant["name"], mutant["fate"]), (name, "killed"))
            if mutant["profile"] not in unbroken:
                unbroken[mutant["profile"]] = self.verdicts("model:" + mutant["profile"])
            verdicts = self.verdicts("mutant:" + name)
            fails = [case for case in verdicts
                     if verdicts[case] == "fail" and unbroken[mutant["profile"]][case] != "fail"]
            self.assertEqual(mutant["cases"], fails, name)
            self.assertEqual(mutant["clauses"], sorted(set(case.split("/")[0] for case in fails),
                                                       key=[case.split("/")[0] for case in fails].index), name)
            self.assertGreater(len(fails) + len(mutant["choices"]), 0, name)

    def test_what_only_one_case_of_a_clause_notices(self):
        out = self.ibid("mutants", "--filter", "deepcopy-*", "--json")[1]
        clause, = [clause for clause in json.loads(out)["clauses"] if clause["id"] == "list.copy"]
        kills = {case["id"]: (case["kills"], case["kills_alone"]) for case in clause["cases"]}
        self.assertEqual(clause["kills"], ["deepcopy-forgets", "deepcopy-is-shallow"])
        self.assertIn("deepcopy-forgets", kills["list.copy/deepcopy-copies-an-object-once"][0])
        for killed, alone in kills.values():
            for name in alone:
                self.assertEqual([name in others for others, _ in kills.values()].count(True), 1)

    def test_text(self):
        status, out, err = self.ibid("mutants", "--filter", "deepcopy-forgets")
        self.assertEqual((status, err), (0, ""))
        self.assertIn("copying\n  deepcopy-forgets numpy      list.copy:", out)
        self.assertIn("1 mutants: 1 killed, 0 survived", out)


class OwnTable(user.UserTest):
    """Tables that ibid's own does not have: in a root that is ibid's but for them."""

    def setUp(self):
        user.UserTest.setUp(self)
        os.makedirs(os.path.join(self.folder.name, "impl", "mutants", "table"))
        for path in ("spec", "impl/implementations.json"):
            os.symlink(os.path.join(user.ROOT, path), os.path.join(self.folder.name, path))

    def mutants(self, rows, *arguments):
        text = rows if isinstance(rows, str) else json.dumps(rows)
        self.write(os.path.join("impl", "mutants", "table", "lists.json"), text)
        return self.ibid("mutants", *arguments, environment={"IBID_ROOT": self.folder.name})

    def row(self, name, how, **more):
        return dict({"name": name, "wrong": "It is wrong.", "how": how}, **more)

    def test_a_survivor(self):
        status, out, err = self.mutants([self.row("harmless", {"break": "copy result", "on": "range"})], "--filter", "*")
        self.assertEqual((status, err), (1, ""))
        self.assertIn("SURVIVES", out)
        self.assertIn("Nothing notices these mutants:\n  harmless: It is wrong.\n", out)

    def test_a_clause_that_kills_none(self):
        status, out, err = self.mutants([self.row("once", {"break": "deepcopy forgets", "on": "deepcopy"})])
        self.assertEqual((status, err), (1, ""))
        self.assertIn("These clauses notice no mutant:\n", out)
        self.assertIn("\n  name.iadd.protocol\n", out)
        self.assertNotIn("\n  list.copy\n", out)

    def test_one_that_is_too_blunt(self):
        rows = [self.row("blunt", {"break": "move slice stop", "value": "1", "on": "make slice"})]
        status, out, err = self.mutants(rows, "--filter", "*")
        self.assertEqual((status, err), (0, ""))
        self.assertIn("too blunt: ", out)
        self.assertIn("0 killed, 0 survived, 1 too blunt", out)

    def test_one_that_cannot_start(self):
        rows = [self.row("mistaken", {"break": "no such hook", "on": "copy"}), self.row("good", {"flip": "copies"})]
        status, out, err = self.mutants(rows, "--filter", "*")
        self.assertEqual(status, 1)
        self.assertIn("mutant:mistaken could not be started", err)
        self.assertIn("break names a hook of impl/mutants/hooks.def", err)
        self.assertIn("1 killed, 0 survived, 0 too blunt, 1 with errors", out)

    def test_mistakes(self):
        good = self.row("good", {"break": "copy result", "on": "copy"})
        for rows, words in (
                ("[", "lists.json:1:1"), ({}, "it is not a list"), ([good, good], "another one of this name"),
                ([{"name": "x"}], "it needs a name and wrong"), ([dict(good, chapter="x")], "its keys are"),
                ([dict(good, of=["reference"])], "wrong, profile, of and system are strings"),
                ([{"name": "x", "wrong": "It is.", "system": "numpy", "native": {"+": "{x}"}, "of": "model"}],
                 "neither how nor of"),
                ([dict(good, how={"break": 3})], "what stands in how or native are strings"),
                ([dict(good, name="A b")], "small letters")):
            status, out, err = self.mutants(rows)
            self.assertEqual((status, out), (2, ""), words)
            self.assertIn(words, err)
        status, out, err = self.mutants([dict(good, profile="nosuch")])
        self.assertEqual((status, out), (3, ""))
        self.assertIn("profile 'nosuch', which the spec does not have", err)

    def test_no_such_mutant(self):
        status, out, err = self.ibid("mutants", "--filter", "nosuch")
        self.assertEqual((status, out), (2, ""))
        self.assertIn("no mutant matches 'nosuch'", err)
        status, out, err = self.ibid("run", "--impl", "mutant:nosuch")
        self.assertEqual((status, out), (3, ""))
        self.assertIn("there is no mutant 'nosuch'; 'ibid list mutants' names all", err)


if __name__ == "__main__":
    user.main()
