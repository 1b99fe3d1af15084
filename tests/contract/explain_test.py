"""ibid explain, as a user reads it in a terminal of 80 columns."""
import json
import os
import xml.etree.ElementTree

import user


class Explain(user.UserTest):
    def explain(self, identifier, *results):
        status, out, err = self.ibid("explain", identifier, *results, environment={"LC_ALL": "C.UTF-8"})
        self.assertEqual((status, err), (0, ""))
        self.assertNotIn("\x1b", out)
        return out

    def test_a_clause(self):
        out = self.explain("array.iadd.casting")
        for words in ("array.iadd.casting   MUST\nChapter 5, Updates of arrays\n", "\nWhy:     A half-written",
                      "\nSource:  NumPy reference", '\nWhere:   int_iadd_float = "casting error"\nHeld to: numpy, torch, ',
                      "\nTopics:  11 (Whether", '\narray.iadd.casting/a-float-number\n    where     default_integer = "int64"\n'
                      "    x = array([1, 2, 3])\n    a = x\n"
                      "  > x += 1.5\n    expected  raises casting or type\n", '\n    where     array_iadd = "in place"\n'):
            self.assertIn(words, out)

    def test_a_clause_by_its_number(self):
        number = self.explain("array.iadd.casting").split()[0]
        self.assertRegex(number, r"^5\.\d+$")
        self.assertEqual(self.explain(number), self.explain("array.iadd.casting"))

    def test_a_choice(self):
        out = self.explain("array_iadd")
        for words in ("array_iadd   choice\nChapter 5, Updates of arrays\n\n  What does x += y do to an array?\n",
                      "\nGuards:  ", "array.iadd.casting", "\nTopics:  11 (", "\n  in place\n    ",
                      "\n    shown by     x is a\n", "\n    numpy        NumPy quickstart", "\narray_iadd/probe-2\n"):
            self.assertIn(words, out)
        in_place, rebinds = out.index("\n  in place\n"), out.index("\n  rebinds\n")
        self.assertTrue(rebinds < out.index("\n    jax  ") and in_place < out.index("\n    torch  ") < rebinds)

    def test_topics(self):
        out = self.explain("18")
        for words in ("Topic 18\n", "Uses:    get item, make slice\n", "array.slice.view   MUST\n    Where a basic slice",
                      "basic_slice   choice\n    Is a slice of an array"):
            self.assertIn(words, out)
        os.mkdir(os.path.join(self.folder.name, "spec"))
        self.write("spec/topics.lua", 'topic(1, "a riddle") { why_not = "nobody knows" }')
        out = self.ibid("explain", "1", environment={"IBID_ROOT": self.folder.name})[1]
        self.assertEqual(out, "Topic 1\n\n  a riddle\n\nWhy not: nobody knows\n")
        self.assertIn("Besides: An address and a counter", self.explain("8"))

    def test_the_memory_of_a_case(self):
        out = self.explain("array.iadd.identity/a-view-sees-it")
        self.assertIn("\nBefore the act, on model:numpy", out)
        before, after = out[out.index("\nBefore the act"):].split("\nAfter the program")
        self.assertIn("[2, 3]   shares elements with x", before)
        self.assertIn("[12, 13]   shares elements with x", after)

    def test_the_memory_where_the_case_presupposes_an_answer(self):
        """NumPy's own answer would show what the case says must not be."""
        out = self.explain("array.iadd.rebinding/the-old-array-lives-on")
        self.assertIn("After the program, on model:numpy,array_iadd=rebinds:\n"
                      "  x ─▶ int64 array of shape (3,)  [11, 12, 13]\n  a ─▶ int64 array of shape (3,)  [1, 2, 3]\n", out)

    def test_pictures(self):
        case = "array.iadd.identity/a-view-sees-it"
        self.assertIn("  v ─▶      │ 12 │ 13 │\n", self.explain(case))
        self.assertIn("  v ->      | 12 | 13 |\n", self.ibid("explain", case, "--ascii")[1])
        path = os.path.join(self.folder.name, "case.svg")
        self.assertEqual(self.ibid("explain", case, "--svg", path)[0], 0)
        root = xml.etree.ElementTree.parse(path).getroot()
        self.assertEqual(root.find("{http://www.w3.org/2000/svg}title").text, case)
        status, out, err = self.ibid("explain", "array.iadd.identity", "--svg", path)
        self.assertEqual(status, 2)
        self.assertIn("--svg draws the memory of a case", err)

    def test_what_failed_is_drawn_beside_what_was_expected(self):
        case, results = "array.iadd.identity/a-view-sees-it", os.path.join(self.folder.name, "results.jsonl")
        self.ibid("run", "--impl", "model", "--filter", case, "--out", results)
        lines = self.read(results).splitlines()
        for number, line in enumerate(lines):
            record = json.loads(line)
            if record.get("id") != case:
                continue
            view = record["state"]["objects"][record["state"]["names"]["v"]]
            view.update(elements=["2", "3"], content="[2, 3]", buffer=1, at=[0, 1])
            record["state"]["buffers"].append({"places": 2})
            record.update(verdict="fail", reason="v is a copy")
            lines[number] = json.dumps(record)
        self.write("results.jsonl", "\n".join(lines[:-1]) + "\n")  # as a run leaves it that was cut short
        expected, observed = self.explain(case, results).split("\nObserved after the program, on model ")
        self.assertIn("  x ─▶ int64 array of shape (4,)  [11, 12, 13, 14]   shares elements with v\n", expected)
        self.assertIn("  v ─▶ │ 2 │ 3 │\n", observed)
        self.assertNotIn("shares elements", observed)

    def test_a_report_has_the_pictures(self):
        results, folder = os.path.join(self.folder.name, "results.jsonl"), os.path.join(self.folder.name, "pages")
        self.ibid("run", "--impl", "model", "--filter", "array.iadd.identity/*", "--out", results)
        status, out, err = self.ibid("report", results, "--html", folder)
        self.assertEqual((status, out, err), (0, "", ""))
        written = self.read(os.path.join(folder, "data", "pictures-5.js"))
        data = json.loads(written[written.index(", ") + 1:written.rindex(")")])
        entry = data["array.iadd.identity/a-view-sees-it"]
        self.assertEqual((entry["model"], len(entry["steps"])), ("model:numpy", 3))
        after = entry["steps"][2]
        self.assertEqual([after["objects"][after["names"][name]]["at"] for name in "xv"], [[0, 1, 2, 3], [1, 2]])
        self.assertTrue(all(name.startswith("array.iadd.identity/") for name in data))

    def test_an_act_that_fails(self):
        out = self.explain("array.iadd.casting/a-float-number")
        self.assertIn("\n  x += 1.5 raised casting: Cannot cast", out)

    def test_a_case_that_no_model_shows(self):
        """Of a spec that asks what this one does not: the model has no answer to it."""
        for folder in ("spec", "impl"):
            os.mkdir(os.path.join(self.folder.name, folder))
        self.write("impl/implementations.json", json.dumps({"model": user.registered("model")}))
        self.write("spec/toy.lua",
                   'choice "k" { asks = "a", source = "ibid", probes = { probe { "x = 1", "x += 1" } },\n'
                   '  answers = { one = { content = { x = 2 } }, other = { content = { x = 3 } } } }\n'
                   'clause "c" { must = "m", source = "ibid", where = { k = "other" },\n'
                   '  case "t" { "x = 1", "x += 1", content = { x = 3 } } }\n')
        status, out, err = self.ibid("explain", "c/t", environment={"IBID_ROOT": self.folder.name})
        self.assertEqual((status, err), (0, ""))
        self.assertIn("\nThe memory is not shown: there is no model:numpy,k=other.\n", out)

    def test_the_memory_where_assignment_copies(self):
        self.assertIn("\nAfter the program, on model:numpy,assignment=a copy:\n  l ─▶ list  [1, 2]\n  m ─▶ list  [1]\n",
                      self.explain("value.assignment/two-targets"))

    def test_nothing_has_this_id(self):
        for identifier, words in (("array.iadd.identit", "did you mean 'array.iadd.identity'?"),
                                  ("zzzzzzzzz", "'ibid list clauses'"), ("69", "no clause, case, choice or topic '69'")):
            status, out, err = self.ibid("explain", identifier)
            self.assertEqual((status, out), (2, ""))
            self.assertIn(words, err)

    def test_lines_fit_the_terminal(self):
        clauses = self.ibid("list", "clauses")[1].splitlines()
        choices = self.ibid("list", "choices")[1].splitlines()
        for identifier in clauses[::6] + choices[::6] + ["18", "11"]:
            for line in self.explain(identifier).splitlines():
                if " " in line.strip() and not line.startswith("  >") and "/" not in line:
                    self.assertLessEqual(len(line), 84, (identifier, line))


user.main()
