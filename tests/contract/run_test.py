"""`ibid run` and the commands around it, on implementations that behave."""
import json
import os
import shutil
import subprocess
import unittest

import user


class Model(user.UserTest):
    def test_summary(self):
        status, out, err = self.ibid("run")
        self.assertEqual((status, err), (0, ""))
        self.assertRegex(out, r"(\d+) passed, 0 failed, 0 errors of \d+ cases; \1 executed, \d+ unsupported")
        self.assertIn("Conformant to profile numpy", out)
        self.assertNotIn("\033", out)

    def test_the_model_lacks_exchange_and_nothing_else(self):
        results = os.path.join(self.folder.name, "results")
        self.ibid("run", "--impl", "model", "--out", results)
        unsupported = [record["id"] for record in self.results(results) if record.get("verdict") == "unsupported"]
        self.assertTrue(unsupported)
        self.assertNotIn("inconclusive", [record.get("verdict") for record in self.results(results)])
        for name in unsupported:
            self.assertTrue(name.startswith(user.MODEL_LACKS), name)

    def test_a_case_that_cannot_fail_tells_nothing(self):
        text = """clause "c" { must = "m", source = "ibid",
          case "t" { "l = [1]", "m = l", "l[0] = %d", identity = { "l is m", "l kept" }, content = { l = { 1 } } %s } }"""
        for changed, key, verdict in ((1, "", "inconclusive"), (1, ", unchanged = true", "pass"), (2, "", "fail")):
            results = os.path.join(self.folder.name, "results")
            self.ibid("run", self.write("spec.lua", text % (changed, key)), "--out", results)
            verdicts = [record["verdict"] for record in self.results(results) if record.get("id") == "c/t"]
            self.assertEqual(verdicts, [verdict])

    def test_a_choice_that_differs(self):
        status, out, err = self.ibid("run", "--impl", "model:array_iadd=rebinds", "--profile", "numpy")
        self.assertEqual(status, 1)
        self.assertIn('DIFFERS choice array_iadd: the profile\'s answer is "in place", not "rebinds"', out)
        status, out, err = self.ibid("run", "--impl", "model:array_iadd=rebinds")
        self.assertEqual(status, 0)
        self.assertIn("Consistent with its own answers", out)

    def test_some_cases_tell_no_more_than_they_can(self):
        out = self.ibid("run", "--filter", "list.iadd/*")[1]
        self.assertRegex(out, r"Conformant to profile numpy, as far as 9 of \d{4} cases tell")

    def test_same_inputs_same_bytes(self):
        paths = [os.path.join(self.folder.name, name) for name in ("one", "two", "three")]
        for path, jobs in zip(paths, "112"):
            self.ibid("run", "--out", path, "--no-times", "-j", jobs)
        texts = [self.read(path, "rb") for path in paths]
        self.assertEqual(texts[0], texts[1])
        self.assertEqual(texts[0], texts[2])
        self.ibid("run", "--out", paths[1])
        self.assertEqual(self.results(paths[0])[-1]["digest"], self.results(paths[1])[-1]["digest"])

    def test_fingerprint(self):
        status, out, err = self.ibid("fingerprint", "--impl", "model:torch", "--json")
        answers = json.loads(out)
        self.assertEqual((answers["overlap"], answers["float_of_one_element"]), ("raises", "accepts"))
        path = self.write("torch.json", out)
        again = json.loads(self.ibid("fingerprint", "--impl", "model:@" + path, "--json")[1])
        self.assertEqual(again, answers)

    def test_a_broken_operation_shows(self):
        """The model with overlap that raises, held to NumPy's answers, cannot pass."""
        status, out, err = self.ibid("run", "--impl", "model:overlap=raises", "--profile", "numpy")
        self.assertEqual(status, 1)


class Usage(user.UserTest):
    def test_mistakes(self):
        for arguments, expected, words in (
                (("run", "--filter", "nosuch*"), 2, "no case matches"), (("run", "--nosuch"), 2, "--nosuch"),
                (("run", "-j", "x"), 2, "--jobs"), (("nosuch",), 2, "nosuch"), ((), 2, "Usage"),
                (("run", "--profile", "nosuch"), 2, "no profile"), (("explain", "nosuch"), 2, "nosuch"),
                (("run", "--impl", "nosuch"), 3, "model"), (("run", "--impl", "./nosuch.so"), 3, "nosuch.so"),
                (("run", "--impl", "model:nosuch"), 3, "nosuch"), (("run", "--impl", "no such command"), 3, "no such")):
            status, out, err = self.ibid(*arguments)
            self.assertEqual((status, out), (expected, ""), arguments)
            self.assertIn(words, err)

    def test_lists(self):
        for what in ("clauses", "cases", "choices", "profiles", "impls", "operations", "errors"):
            status, out, err = self.ibid("list", what)
            items = [json.loads(line)["id"] for line in self.ibid("list", what, "--json")[1].splitlines()]
            self.assertEqual((status, out.splitlines()), (0, items))
            self.assertGreater(len(items), 3)

    def test_explain(self):
        results = os.path.join(self.folder.name, "results")
        self.ibid("run", "--out", results)
        status, out, err = self.ibid("explain", "array.iadd.identity/every-alias-sees-the-update", results)
        for words in ("MUST", "> x += 10", "x == [11, 12, 13]", "Source:", "reference 0.1.0: pass"):
            self.assertIn(words, out)

    def test_plan(self):
        cases = self.ibid("list", "cases")[1].splitlines()
        plans = [json.loads(line) for line in self.ibid("plan")[1].splitlines()]
        self.assertEqual([plan["id"] for plan in plans], cases)


class Reports(user.UserTest):
    def test_reports(self):
        results = os.path.join(self.folder.name, "results")
        self.ibid("run", "--out", results)
        page, junit, summary, badge = [os.path.join(self.folder.name, name) for name in ("page", "junit", "markdown", "svg")]
        status, out, err = self.ibid("report", results, "--html", page, "--junit", junit, "--markdown", summary,
                                     "--badge", badge, "--annotations")
        self.assertEqual((status, out, err), (0, "", ""), "nothing fails, so that nothing is annotated")
        self.assertIn("conformant to profile numpy", self.read(os.path.join(page, "index.html")))
        self.assertIn('"array.iadd.identity":{', self.read(os.path.join(page, "data", "core.js")))
        self.assertIn("reference", json.loads(self.read(os.path.join(page, "compat.json")))["implementations"])
        self.assertIn("<testsuites", self.read(junit))
        self.assertIn("| reference", self.read(summary))
        self.assertIn("profile numpy: ", self.read(badge))

    def test_usage(self):
        results = os.path.join(self.folder.name, "results")
        self.ibid("run", "--impl", "model", "--filter", "list.*", "--out", results)
        page = os.path.join(self.folder.name, "page")
        for arguments, words in (((results,), "at least one of --html DIR, --junit F, --markdown F, --badge F, --annotations"),
                                 ((results, "--junit", "-", "--with", results), "give --html DIR too"),
                                 ((results, results, "--badge", "-"), "a badge is of one implementation, and there are 2"),
                                 ((results, "--html", page, "--with", results), "results:2:1: not JSON")):
            status, out, err = self.ibid("report", *arguments)
            self.assertEqual((status, out), (2, ""))
            self.assertIn(words, err)

    def test_annotations_name_the_line_of_the_case(self):
        spec = self.write("mine.lua", 'clause "a.first" {\n  must = "m", source = "ibid",\n'
                          '  case "wrong" { "x = 1", content = { x = 2 } },\n}\n')
        results = os.path.join(self.folder.name, "results")
        self.assertEqual(self.ibid("run", "--impl", "cpython", spec, "--out", results)[0], 1)
        status, out, err = self.ibid("report", results, "--annotations")
        self.assertEqual((status, err), (0, ""))
        self.assertRegex(out, r"^::error file=\S*mine\.lua,line=3,title=cpython [^:]*%3A a\.first does not hold::"
                              r"MUST: m%0Awrong: expected x == 2, but saw 1\n$")

    def test_garbage(self):
        status, out, err = self.ibid("report", self.write("garbage", "{}\n"), "--junit", "-")
        self.assertEqual(status, 2)
        self.assertIn("garbage:1:", err)


class RealSystems(user.UserTest):
    def test_cpython(self):
        status, out, err = self.ibid("run", "--impl", "cpython")
        self.assertEqual(status, 0, out + err)
        self.assertIn("cases tell", out)

    @unittest.skipUnless(user.environment_of("numpy"), "no environment with NumPy: ibid setup numpy")
    def test_numpy(self):
        status, out, err = self.ibid("run", "--impl", "numpy")
        self.assertEqual(status, 0, out + err)
        answers = json.loads(self.ibid("fingerprint", "--impl", "numpy", "--json")[1])
        self.assertEqual(answers["float_of_one_element"], "raises")

    @unittest.skipUnless(user.environment_of("torch"), "no environment with PyTorch: ibid setup torch")
    def test_torch(self):
        status, out, err = self.ibid("run", "--impl", "torch")
        self.assertEqual(status, 0, out + err)
        answers = json.loads(self.ibid("fingerprint", "--impl", "torch", "--json")[1])
        self.assertEqual((answers["overlap"], answers["scalar_index"]), ("raises", "view"))


class Traced(user.UserTest):
    def test_what_has_no_tracer_is_not_run(self):
        status, out, err = self.ibid("run", "--mode", "traced")
        self.assertEqual((status, out), (3, ""))
        self.assertIn("reference has no tracer", err)

    def test_a_case_that_is_traced_needs_a_tracer(self):
        spec = self.write("spec.lua", 'clause "c" { must = "m", source = "ibid",\n'
                          ' case "t" { "x = array([1, 2])", "x += 1", traced = true, content = { x = { 2, 3 } } } }')
        for implementation, verdict in (("model", "pass"), ("reference", "unsupported"),
                                        ("mutant:traced-update-makes-another-array", "pass")):
            results = os.path.join(self.folder.name, "results")
            self.ibid("run", spec, "--impl", implementation, "--out", results)
            record = [record for record in self.results(results) if record.get("id") == "c/t"][0]
            self.assertEqual((record["verdict"], record["capabilities"][-1]), (verdict, "traced"))
            self.assertEqual("traced" in record["reason"], verdict == "unsupported")

    def test_there_are_two_modes(self):
        status, out, err = self.ibid("run", "--mode", "lazy")
        self.assertEqual((status, out), (2, ""))
        self.assertIn("--mode takes eager or traced, not 'lazy'", err)
        self.assertEqual(self.ibid("run", "--mode", "eager", "--filter", "list.*")[0], 0)

    @unittest.skipUnless(user.environment_of("jax"), "no environment with JAX: ibid setup jax")
    def test_what_a_traced_function_returns_is_new(self):
        results = os.path.join(self.folder.name, "results")
        status, out, err = self.ibid("run", "--impl", "jax", "--mode", "traced", "--filter", "array.astype/*",
                                     "--expected", self.write("nothing.json", "[]"), "--out", results)
        self.assertEqual(status, 1, out + err)
        self.assertIn('DIFFERS choice astype_unchanged: the profile\'s answer is "same object", not "copies"', out)
        self.assertEqual(self.results(results)[0]["fingerprint"]["assignment"], "a copy")
        self.assertIn(", traced, held to profile jax", out)
        self.assertEqual(self.results(results)[0]["selection"]["mode"], "traced")


class OldNumPy(user.UserTest):
    @unittest.skipUnless(user.environment_of("numpy@1.12.1"), "no environment with NumPy 1.12: ibid setup numpy@1.12.1")
    def test_running_sums_fail_the_overlap_clause(self):
        nothing = self.write("nothing.json", "[]")
        status, out, err = self.ibid("run", "--impl", "numpy@1.12.1", "--expected", nothing,
                                     "--filter", "array.overlap.as_if_copied/*")
        self.assertEqual(status, 1, out + err)
        for words in ("FAIL array.overlap.as_if_copied/", "> x[1:] += x[:-1]", "expected  x == [1, 3, 5, 7]",
                      "seen      [1, 3, 6, 10]", "numpy 1.12.1, CPython 3.6"):
            self.assertIn(words, out)


@unittest.skipUnless(shutil.which("cc"), "no C compiler")
class Plugins(user.UserTest):
    def compile(self, *definitions):
        """Outside the tree, against the plugin header alone."""
        source = os.environ.get("IBID_SOURCE", user.ROOT)
        include = os.path.join(self.folder.name, "include")
        shutil.copytree(os.path.join(source, "include"), include)
        copied = shutil.copy(os.path.join(source, "tests", "host", "tiny_plugin.c"), self.folder.name)
        plugin = os.path.join(self.folder.name, "tiny.so")
        subprocess.run(["cc", "-std=c11", "-shared", "-fPIC", "-I", include, copied, "-o", plugin] +
                       ["-D" + definition for definition in definitions], check=True)
        return plugin

    def test_by_its_path(self):
        answer = self.evaluate("l = [1]; m = l; l += [2]", "--impl", self.compile())
        self.assertEqual(answer["same"], [["l", "m"]])
        status, out, err = self.ibid("run", "--impl", os.path.join(self.folder.name, "tiny.so"), "--filter", "list.*")
        self.assertIn("no profile was claimed", out)


user.main()
