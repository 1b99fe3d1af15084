"""`ibid setup`: environments that are made, mended, removed, or cannot be made. No network is used."""
import json
import os
import sys

import user

DRIVER = """
import sys
{more}
for line in sys.stdin:
    print('{{"protocol": 1, "name": "made up", "version": "%s"}}' % sys.version.split()[0])
    sys.stdout.flush()
"""


class Setup(user.UserTest):
    def setUp(self):
        user.UserTest.setUp(self)
        os.makedirs(os.path.join(self.folder.name, "impl"))
        self.cache = os.path.join(self.folder.name, "cache")
        self.setup_script("")

    def setup_script(self, more):
        self.write("driver.py", DRIVER.format(more=more))

    def register(self, **entries):
        for entry in entries.values():
            entry.update(description="for a test", command=["{python}", "{root}/driver.py"])
        self.write("impl/implementations.json", json.dumps(entries))

    def ask(self, *arguments, **variables):
        """ibid in a tree of its own, whose registry is that of the test, with the true impl/environments."""
        link = os.path.join(self.folder.name, "impl", "environments")
        if not os.path.exists(link):
            os.symlink(os.path.join(user.ROOT, "impl", "environments"), link)
        nowhere = os.path.join(self.folder.name, "nowhere")  # only the Pythons in PATH are looked for: seconds less
        environment = dict(variables, IBID_ROOT=self.folder.name, IBID_CACHE=self.cache, PYENV_ROOT=nowhere,
                           UV_PYTHON_INSTALL_DIR=nowhere)
        return self.ibid(*arguments, environment=environment)

    def environment(self, name):
        return os.path.join(self.cache, "environments", name)

    def test_an_interpreter_is_found_used_and_removed(self):
        self.register(python={"environment": {"interpreter": "CPython"}})
        selector = "python@%d.%d" % sys.version_info[:2]
        status, out, err = self.ask("eval", "x = 1", "--impl", selector)
        self.assertEqual(status, 3)
        self.assertIn("make it with: ibid setup " + selector, err)
        status, out, err = self.ask("setup", selector)
        self.assertEqual((status, out), (0, selector + ": ready\n"), err)
        self.assertIn("made up", err)
        self.assertEqual(self.ask("setup", selector), (0, selector + ": ready\n", ""))
        self.assertEqual(self.ask("setup", "--remove", selector)[:2], (0, selector + ": removed\n"))
        self.assertEqual(os.listdir(os.path.join(self.cache, "environments")), [selector + ".lock"])

    def test_a_half_made_environment_is_told_and_made_anew(self):
        self.register(python={"environment": {"interpreter": "CPython"}})
        os.makedirs(os.path.join(self.environment("python@3"), "bin"))
        self.assertIn("half made", self.ask("eval", "x = 1", "--impl", "python@3")[2])
        self.assertEqual(self.ask("setup", "python@3")[0], 0)
        os.unlink(os.path.join(self.environment("python@3"), "complete"))
        status, out, err = self.ask("setup", "python@3")
        self.assertEqual((status, "Making" in err), (0, True))
        python = os.path.join(self.environment("python@3"), "bin", "python")
        os.unlink(python)
        os.symlink("/no/such/python", python)  # as after an update of the system's
        status, out, err = self.ask("setup", "python@3")
        self.assertEqual((status, "Making" in err), (0, True))

    def test_an_environment_of_another_entry(self):
        self.register(python={"version": "3", "environment": {"interpreter": "CPython"}},
                      other={"version": "3", "environment": "python"})
        self.assertEqual(self.ask("setup", "other")[0], 0)
        self.assertEqual(self.ask("setup", "--remove", "other")[0], 0)
        self.assertFalse(os.path.exists(self.environment("python@3")))

    def test_python_is_not_led_astray(self):
        self.register(python={"version": "3", "environment": {"interpreter": "CPython"}})
        elsewhere = os.path.join(self.folder.name, "elsewhere")
        os.makedirs(elsewhere)
        self.write("elsewhere/json.py", "raise ImportError('not this one')")
        self.setup_script("import json")
        status, out, err = self.ask("setup", "python", PYTHONPATH=elsewhere, PYTHONHOME="/no/such/folder")
        self.assertEqual(status, 0, err)

    def test_what_is_absent_is_named_and_the_rest_goes_on(self):
        self.register(python={"environment": {"interpreter": "CPython"}}, other={
            "version": "1", "environment": {"packages": ["pip"], "python": ["3.99"]}})
        status, out, err = self.ask("setup", "python@0.9", "other", "python@3")
        self.assertEqual(status, 3)
        lines = out.splitlines()
        self.assertIn("python@0.9: absent: no CPython 0.9 is installed; found are CPython ", lines[0])
        self.assertIn("other@1: absent: it needs CPython 3.99", lines[1])
        self.assertEqual(lines[2], "python@3: ready")

    def test_no_network(self):
        self.register(other={"version": "1", "environment": {"packages": ["no-such-package-of-ibid=={version}"]}})
        unreachable = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "1", "PIP_CONFIG_FILE": os.devnull}
        status, out, err = self.ask("setup", "other", **unreachable)
        self.assertEqual(status, 3, out + err)
        self.assertIn("other@1: failed: pip could not install no-such-package-of-ibid==1; is there a network", out)
        self.assertFalse(os.path.exists(self.environment("other@1")))

    def test_a_driver_that_does_not_start(self):
        self.register(python={"environment": {"interpreter": "CPython"}})
        for more, words in (("import no_such_module", "No module named"),
                            ("import os; os.kill(os.getpid(), 11)", "killed by signal 11"),
                            ("print('hello'); sys.exit(4)", "ended with 4")):
            self.setup_script(more)
            status, out, err = self.ask("setup", "python@3")
            self.assertEqual(status, 3, out + err)
            self.assertIn("python@3: failed: its driver does not answer", out)
            self.assertIn(words, err)
            self.assertFalse(os.path.exists(self.environment("python@3")))
        self.setup_script("")
        self.assertEqual(self.ask("setup", "python@3")[0], 0)

    def test_usage(self):
        self.register(python={"environment": {"interpreter": "CPython"}}, built={})
        self.assertEqual(self.ask("setup")[0], 2)
        for selector, words in (("nothing", "there is no implementation 'nothing'"), ("built@1", "has no versions"),
                                ("python@../x", "names no version"), ("python@latest", "names no version")):
            status, out, err = self.ask("setup", selector)
            self.assertEqual((status, out), (2, ""))
            self.assertIn(words, err)


if __name__ == "__main__":
    user.main()
