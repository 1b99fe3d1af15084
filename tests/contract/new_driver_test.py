"""`ibid new driver`, and docs/write-a-driver.md, whose commands and edits are performed as they stand there."""
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import unittest

import user

SKELETONS = os.path.join(user.ROOT, "impl", "skeletons")
PAGE = os.path.join(user.ROOT, "docs", "write-a-driver.md")
WARNINGS = "-O1 -g -Wall -Wextra -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Werror"


class Skeleton(user.UserTest):
    def new(self, language, name="mine", *options):
        folder = os.path.join(self.folder.name, name)
        status, out, err = self.ibid("new", "driver", language, name, *(options or ("--out", folder)))
        self.assertEqual((status, err), (0, ""))
        return folder, out

    def answers(self, selector, least_ok, last="z = (x, 2)"):
        status, out, err = self.ibid("check-driver", "--json", selector)
        self.assertEqual((status, err), (0, ""), out)
        summary = json.loads(out.splitlines()[-1])
        self.assertEqual((summary["implementation"], summary["wrong"]), ("mine 0", 0))
        self.assertGreaterEqual(summary["ok"], least_ok)
        answer = self.evaluate("x = [1]; y = x; " + last, "--impl", selector)
        self.assertEqual((answer["error"], answer["same"]), (None, [["x", "y"]]))
        answer = self.evaluate("x = array([1, 2])", "--impl", selector)
        self.assertIn("array", json.dumps(answer["error"]))
        status, out, err = self.ibid("run", "--impl", selector)
        self.assertIn(" 0 errors ", out, err)

    def test_python(self):
        folder, out = self.new("python")
        path = os.path.join(folder, "mine_driver.py")
        self.assertIn("wrote " + path, out)
        self.assertIn("ibid check-driver " + path, out)
        self.answers(path, 60)
        self.answers("%s %s" % (shlex.quote(sys.executable), shlex.quote(path)), 60)

    @unittest.skipUnless(shutil.which("node"), "no node")
    def test_javascript(self):
        folder, out = self.new("javascript")
        path = os.path.join(folder, "mine_driver.js")
        self.assertIn("ibid check-driver " + path, out)
        self.answers(path, 45, "x.append(2)")

    @unittest.skipUnless(shutil.which("node"), "no node")
    def test_a_first_table_in_javascript(self):
        folder, _ = self.new("javascript")
        path = os.path.join(folder, "mine_driver.js")
        source = self.read(path)
        for empty, filled in (
                ("const OPERATIONS = {};", """const OPERATIONS = {
                   "array": ["Float64Array.from({data})", "array"],
                   "get item array": [(call) => `${call.write(call.args[0])}.subarray(1)`, "array"],
                   "bits array": ["bits({x}, {k})", "array"],
                   "set item array": (call) => `${call.write(call.args[0])}.set(${call.write(call.args[2])})`,
                 };
                 const bits = (x, k) => new Float64Array(bitsOf(x.length, 8, "float64", k).buffer);"""),
                ("const KINDS = [];", """const KINDS = [{
                   kind: "array", is: (value) => value instanceof Float64Array,
                   describe: (x) => describeElements(x, [x.length], "float64"),
                 }];"""),
                ("const NAMES = {};", "const NAMES = { bits };")):
            self.assertIn(empty, source)
            source = source.replace(empty, filled)
        with open(path, "w") as file:
            file.write(source)
        answer = self.evaluate("x = array([1, 2]); y = x; v = x[1:]", "--impl", path)
        self.assertEqual((answer["error"], answer["same"], len(answer["shares"])), (None, [["x", "y"]], 3))

    @unittest.skipUnless(shutil.which("cc") and shutil.which("make"), "no C compiler")
    def test_c(self):
        folder, out = self.new("c")
        root = os.environ.get("IBID_SOURCE", user.ROOT)
        subprocess.run(["make", "-s", "-C", folder, "CFLAGS=" + WARNINGS, "IBID_ROOT=" + root], check=True)
        self.answers(os.path.join(folder, "mine.so"), 45)

    @unittest.skipUnless(shutil.which("cc") and shutil.which("make"), "no C compiler")
    def test_c_with_a_table_that_is_filled_in(self):
        folder, out = self.new("c")
        shutil.copy(os.path.join(user.HERE, "filled_table.c"), os.path.join(folder, "mine.c"))
        root = os.environ.get("IBID_SOURCE", user.ROOT)
        subprocess.run(["make", "-s", "-C", folder, "CFLAGS=" + WARNINGS, "IBID_ROOT=" + root], check=True)
        plugin = os.path.join(folder, "mine.so")
        status, out, err = self.ibid("check-driver", "--json", plugin)
        findings = dict((finding.get("check"), finding) for finding in map(json.loads, out.splitlines()))
        self.assertEqual((status, findings[None]["implementation"], findings[None]["wrong"]), (0, "strip 1.2", 0), out)
        for check in ("array.read", "array.item", "array.slices", "array.dtypes", "array.bits", "array.write", "values.itself"):
            self.assertEqual((findings[check]["result"], check), ("ok", check), findings[check])
        self.assertIn("float64; not bool", findings["array.bits"]["note"])
        answer = self.evaluate("x = array([1, 2, 3, 4]); a = x; v = x[1:]; w = x[::-2]; c = x.copy(); x += 10", "--impl", plugin)
        self.assertEqual(answer["same"], [["a", "x"]])
        self.assertEqual(answer["shares"], [["a", "v"], ["a", "w"], ["a", "x"], ["v", "w"], ["v", "x"], ["w", "x"]])
        self.assertEqual(answer["names"]["w"]["content"], [14, 12])
        self.assertEqual(answer["names"]["c"]["content"], [1, 2, 3, 4])
        status, out, err = self.ibid("run", "--impl", plugin)
        self.assertEqual(status, 0, out)
        self.assertRegex(out, r"(?m)^(\d\d+) passed, 0 failed, 0 errors")

    def test_no_place_is_left_unfilled(self):
        for language in os.listdir(SKELETONS):
            folder, out = self.new(language, "name_" + language)
            for name in os.listdir(folder):
                self.assertNotIn("NAME", name)
                self.assertNotRegex(self.read(os.path.join(folder, name)), r"@\w+@")
            self.assertNotRegex(out, r"@\w+@")

    def test_by_default_it_goes_into_a_folder_of_its_name(self):
        status, out, err = self.ibid("new", "driver", "python", "mine", folder=self.folder.name)
        self.assertEqual((status, err), (0, ""))
        self.assertTrue(os.access(os.path.join(self.folder.name, "mine", "mine_driver.py"), os.X_OK))

    def test_it_goes_deep_and_beside_others(self):
        folder = os.path.join(self.folder.name, "a", "b")
        for name in ("one", "two"):
            self.new("python", name, "--out", folder)
        self.assertEqual(sorted(os.listdir(folder)), ["one_driver.py", "two_driver.py"])

    def test_nothing_is_overwritten(self):
        for language in os.listdir(SKELETONS):
            folder, _ = self.new(language, "name_" + language)
            kept = sorted(os.listdir(folder))[-1]
            for name in os.listdir(folder):
                os.remove(os.path.join(folder, name))
            with open(os.path.join(folder, kept), "w") as file:
                file.write("mine")
            status, out, err = self.ibid("new", "driver", language, "name_" + language, "--out", folder)
            self.assertEqual((status, out), (2, ""))
            self.assertIn(kept + " is there already, and nothing is overwritten", err)
            self.assertEqual(os.listdir(folder), [kept])
            self.assertEqual(self.read(os.path.join(folder, kept)), "mine")

    def test_mistakes(self):
        here = os.path.join(self.folder.name, "there")
        file = self.write("file", "")
        for arguments, words in ((("new",), "three words"), (("new", "driver", "python"), "three words"),
                                 (("new", "plugin", "c", "x"), "three words"),
                                 (("new", "driver", "cobol", "x"), "no skeleton of a driver in 'cobol'; there are: c"),
                                 (("new", "driver", "../python", "x"), "no skeleton"),
                                 (("new", "driver", "python", "../x", "--out", here), "cannot be called '../x'"),
                                 (("new", "driver", "python", "9x", "--out", here), "cannot be called '9x'"),
                                 (("new", "driver", "python", "", "--out", here), "cannot be called ''"),
                                 (("new", "driver", "python", "x", "--out", file), "file"),
                                 (("new", "driver", "python", "x", "--out", file + "/x"), "cannot be made")):
            status, out, err = self.ibid(*arguments)
            self.assertEqual((status, out), (2, ""), arguments)
            self.assertIn(words, err)
        self.assertFalse(os.path.exists(here))


def blocks_of(page):
    """Edits as ("edit", number of the section, text); commands as ("command", command, lines of output)."""
    blocks, fenced, edit = [], False, None
    for line in page.split("\n"):
        if line.startswith("```"):
            if edit is not None:
                blocks.append(("edit", int(edit[0][2]), "\n".join(edit) + "\n"))
            fenced, edit = not fenced, [] if line == "```python" else None
        elif edit is not None:
            edit.append(line)
        elif fenced:
            continue
        elif line.startswith("    $ "):
            blocks.append(("command", line[6:], []))
        elif line.startswith("    ") and blocks and blocks[-1][0] == "command":
            blocks[-1][2].append(line[4:])
    return blocks


class Page(user.UserTest):
    def edit(self, number, text):
        path = os.path.join(self.folder.name, "dask", "dask_driver.py")
        source = self.read(path)
        start = re.search(r"^# %d\." % number, source, re.M).start()
        end = re.compile(r"^# %d\.|^if __name__" % (number + 1), re.M).search(source, start).start()
        with open(path, "w") as file:
            file.write(source[:start] + text + source[end:])

    def perform(self, command, expected):
        """Runs it in our folder; the lines that the page shows come in this order, "…" for any."""
        environment = dict(os.environ, PATH=os.path.dirname(os.path.abspath(user.IBID)) + ":" + os.environ["PATH"],
                           IBID_ROOT=user.ROOT, LC_ALL="C.UTF-8")
        done = subprocess.run(command, shell=True, cwd=self.folder.name, env=environment, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, timeout=100)
        lines = done.stdout.decode().splitlines()
        at = 0
        for line in expected:
            if line.strip() == "…":
                continue
            # How many checks there are, and versions, are not what the page is about.
            pattern = re.sub(r"\d+(?=\\ (checks|ok|not))", r"\\d+", re.escape(line)).replace("2026\\.8\\.0", r"[\d.]+").replace("3\\.11\\.7", r"[\d.]+")
            found = [number for number in range(at, len(lines)) if re.fullmatch(pattern, lines[number])]
            self.assertTrue(found, "%s\nprints no line\n%s\nin\n%s" % (command, line, "\n".join(lines[at:])))
            at = found[0] + 1

    def walk(self, environment):
        if environment:
            os.symlink(environment, os.path.join(self.folder.name, "env"))
        performed = 0
        for kind, what, text in blocks_of(self.read(PAGE)):
            if kind == "edit":
                self.edit(what, text)
            elif "pip install" not in what and (environment or "env/" not in what):
                self.perform(what, text)
                performed += 1
        return performed

    @unittest.skipUnless(shutil.which("cc") and shutil.which("make"), "no C compiler")
    def test_without_dask(self):
        self.assertGreaterEqual(self.walk(None), 6)
        driver = os.path.join(self.folder.name, "dask", "dask_driver.py")
        compile(self.read(driver), driver, "exec")
        # Modules of these names are enough for the table itself.
        for name, text in (("dask/__init__", "__version__ = '1'"), ("dask/array", "class Array(object): pass"), ("numpy", "")):
            self.write("dask/%s.py" % name if "/" not in name else name + ".py", text)
        status, out, err = self.ibid("check-driver", "--json", driver, environment={"PYTHONPATH": self.folder.name})
        findings = dict((finding.get("check"), finding) for finding in map(json.loads, out.splitlines()))
        self.assertEqual(findings["start.operations"]["result"], "ok", out + err)

    @unittest.skipUnless(os.environ.get("IBID_DASK"), "IBID_DASK names no environment with dask in it")
    def test_with_dask(self):
        self.assertGreaterEqual(self.walk(os.environ["IBID_DASK"]), 10)


user.main()
