"""A conversation with a JavaScript driver. Steps are texts of statements, READ, and what attempt and proof give."""
import base64
import json
import os
import shutil
import struct
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "contract"))
import user
from notation import statement_of

SKIPPED = 77
DRIVERS = os.path.join(user.ROOT, "impl", "javascript")
NODE = os.environ.get("IBID_NODE") or shutil.which("node")
READ = {"read": True}


def skip(why):
    print("skipped: " + why)
    sys.exit(SKIPPED)


def need_node():
    if NODE is None:
        skip("there is no node; install Node 18 or later, or name it in IBID_NODE")
    version = subprocess.check_output([NODE, "--version"]).decode().strip()
    if int(version.lstrip("v").split(".")[0]) < 18:
        skip("%s is %s, and the drivers need Node 18 or later" % (NODE, version))


def folder_of(package, implementation):
    """The node_modules folder that has the package: from NODE_PATH, else from the implementation's environment."""
    folders = [folder for folder in os.environ.get("NODE_PATH", "").split(os.pathsep) if folder]
    environment = user.folder_of(implementation)
    if environment is not None:
        folders.append(os.path.join(environment, "node_modules"))
    for folder in folders:
        if os.path.isdir(os.path.join(folder, package)):
            return folder
    return skip("Node has no %s; `ibid setup %s` installs it" % (package, implementation))


def do(statement):
    """A step: of a statement's text, or of its tree."""
    return {"do": statement_of(statement) if isinstance(statement, str) else statement, "text": str(statement)}


def attempt(text):
    return {"try": statement_of(text), "text": text}


def proof(name, k):
    return attempt("%s[...] = bits(%s, %d)" % (name, name, k))


def bind(name, tree):
    """A statement that no text of Python gives."""
    return {"statement": "bind", "targets": [{"name": name}], "value": tree}


def elements(described, code):
    data = base64.b64decode(described["bytes"])
    return list(struct.unpack("<" + code * (len(data) // struct.calcsize("<" + code)), data))


def values_of(read):
    """From name to what a read describes."""
    return dict((name, read["objects"][number]) for name, number in read["names"].items())


class Conversation(unittest.TestCase):
    """Tests of one driver; `command` follows node, `variables` are added to the environment."""

    command = []
    variables = {}

    def setUp(self):
        self.process = subprocess.Popen([NODE] + self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, env=dict(os.environ, **self.variables))
        self.start = self.ask({"command": "start", "protocol": 1})

    def tearDown(self):
        output, self.errors = self.process.communicate(timeout=60)
        self.assertEqual(self.process.returncode, 0, self.errors.decode())
        self.assertEqual(output, b"")

    def ask_line(self, line):
        self.process.stdin.write(line + b"\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline().decode())

    def ask(self, request):
        return self.ask_line(json.dumps(request).encode())

    def answer(self, *steps, **options):
        steps = [step if isinstance(step, dict) and "statement" not in step else do(step) for step in steps]
        answer = self.ask(dict({"command": "run", "id": 7, "unit": "statement", "steps": steps}, **options))
        self.assertEqual(answer["id"], 7)
        self.assertNotIn("broken", answer)
        return answer

    def run_steps(self, *steps, **options):
        answer = self.answer(*steps, **options)
        self.assertNotIn("unsupported", answer)
        return answer

    def natives(self, *steps):
        return self.run_steps(*steps)["native"]

    def values(self, *steps, **options):
        """What the names are bound to after the steps, none of which fails."""
        answer = self.run_steps(*(steps + (READ,)), **options)
        self.assertIsNone(answer["error"])
        return values_of(answer["reads"][-1])

    def value(self, expression):
        """Of a text or a tree."""
        return self.values("x = " + expression if isinstance(expression, str) else bind("x", expression))["x"]

    def assert_unsupported(self, what, *steps, **options):
        found = self.answer(*(steps + (READ,)), **options).get("unsupported")
        self.assertIsNotNone(found, "it is supported")
        self.assertEqual(found["what"], what)
        self.assertTrue(found["reason"])
        return found

    def assert_fails(self, kind, *steps, **options):
        error = self.run_steps(*(steps + (READ,)), **options)["error"]
        self.assertIsNotNone(error, "nothing failed")
        self.assertEqual((error["step"], error["kind"]), (len(steps) - 1, kind), error)
        return error
