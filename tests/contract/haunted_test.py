"""Plugins that do to their process what they can: at most the case in flight is lost, it is told why, nothing stays."""
import os
import shutil
import subprocess

import user

PROGRAMS = os.path.dirname(os.path.abspath(user.IBID))
MODEL = os.path.join(PROGRAMS, "libibid_model.so")
HAUNTED = os.environ.get("HAUNTED_PLUGIN", "haunted_plugin.so")
# 0.3 and 2.5 are read and written by the host, and would not be what they are with another locale or rounding mode.
ORDINARY = ' case "number %d" { "x = [0.3, 2.5]", "x += [%d]", content = { x = { 0.3, 2.5, %d } } },\n'
SPEC = 'clause "c" { must = "m", source = "ibid",\n' + "".join(
    ORDINARY % (n, n, n) if n != 4 else ' case "number 4" { "x = [1, 2]", "x *= 2", content = { x = { 1, 2, 1, 2 } } },\n'
    for n in range(1, 41)) + "}\n"

# What it does, what the message of the lost case has, or None where nothing may be lost, and environment for it.
LOST = [
    ("crash", "was ended by signal 11 (Segmentation fault) without answering"),
    ("abort", "was ended by signal 6 (Aborted) without answering"),
    ("exit", "exited with status 0 without answering"),
    ("exit at once", "exited with status 0 without answering"),
    ("hang", "did not answer within 1 s"),
    ("stop", "did not answer within 1 s"),
    ("overflow the stack", "was ended by signal 11 (Segmentation fault) without answering"),
    ("handle all signals and crash", "did not answer within 1 s"),
    ("block all signals and hang", "did not answer within 1 s"),
    ("close everything", "without answering"),
    ("jump to where no one is", "was ended by signal"),
    ("write everywhere", 'what is not an answer: "boo"'),
]
HARMLESS = ["nothing", "handle all signals", "round upwards", "fork and both return", "fork and stay", "fork and leave",
            "leave the folder", "clear the environment", "set limits to nothing", "hang at exit"]
# These do their harm when they like: one case is lost, or two, that one included which had nothing to do with it.
LATER = ["scribble", "scribble on the stack", "leak", "take all memory", "set an alarm", "start a thread that crashes"]


def locale_with_a_comma(folder):
    """Makes de_DE.UTF-8 in the folder; None where that cannot be."""
    if shutil.which("localedef") is None:
        return None
    subprocess.run(["localedef", "-i", "de_DE", "-f", "UTF-8", os.path.join(folder, "de_DE.UTF-8")],
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return folder if os.path.isdir(os.path.join(folder, "de_DE.UTF-8")) else None


class Haunted(user.UserTest):
    def haunt(self, what, **variables):
        """The cases that were lost, with their messages; all others have passed."""
        spec = self.write("spec.lua", SPEC)
        results = os.path.join(self.folder.name, "results")
        mark = "HAUNTED_BY=%d" % os.getpid()
        environment = dict(variables, INNER_PLUGIN=MODEL, HAUNT=what, HAUNTED_BY=str(os.getpid()))
        status, out, err = self.ibid("run", "--impl", HAUNTED, "--timeout", "1", "--out", results, spec,
                                     environment=environment)
        self.assertIn(status, (0, 1), out + err)
        verdicts = dict((record["id"].rsplit("-")[-1], record["verdict"]) for record in self.results(results)
                        if record["record"] == "case")
        self.assertEqual(len(verdicts), 40)
        self.assertLessEqual(set(verdicts.values()), {"pass", "error"}, out)
        self.assertEqual(self.left_running(mark), [], what)
        return sorted(int(number) for number, verdict in verdicts.items() if verdict == "error"), out

    def left_running(self, mark):
        left = []
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open("/proc/%s/environ" % pid, "rb") as file:
                    environ = file.read()
                with open("/proc/%s/cmdline" % pid, "rb") as file:
                    command = file.read()
            except (OSError, IOError):
                continue
            own = mark.encode() in environ.split(b"\0") and int(pid) != os.getpid()
            if own or command == b"sleep\x00600\x00" and environ == b"":
                left.append(command)
        return left

    def test_what_costs_the_case_in_flight(self):
        for what, words in LOST:
            with self.subTest(what=what):
                lost, out = self.haunt(what)
                self.assertEqual(lost, [4], out)
                self.assertIn(words, out)

    def test_what_costs_nothing(self):
        for what in HARMLESS:
            with self.subTest(what=what):
                lost, out = self.haunt(what)
                self.assertEqual(lost, [], out)

    def test_what_does_its_harm_later(self):
        for what in LATER:
            with self.subTest(what=what):
                lost, out = self.haunt(what, IBID_HOST_MEMORY="600")
                self.assertLessEqual(len(lost), 2, out)
                for number in lost:
                    self.assertTrue(number == 4 or "Run alone in a fresh process, it was answered." in out, out)

    def test_a_locale_with_a_comma(self):
        folder = locale_with_a_comma(self.folder.name)
        if folder is None:
            self.skipTest("localedef cannot make de_DE.UTF-8")
        lost, out = self.haunt("comma", LOCPATH=folder)
        self.assertEqual(lost, [], out)


user.main()
