"""A conversation with a JavaScript driver, and words for the trees of statements."""
import base64
import glob
import json
import os
import shutil
import struct
import subprocess
import sys
import unittest

SKIPPED = 77
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DRIVERS = os.path.join(ROOT, "impl", "javascript")
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
    """The node_modules folder that has the package: from NODE_PATH, else from an environment of ibid."""
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    cache = os.environ.get("IBID_CACHE") or os.path.join(base, "ibid")
    folders = [folder for folder in os.environ.get("NODE_PATH", "").split(os.pathsep) if folder]
    folders += sorted(glob.glob(os.path.join(cache, "environments", implementation + "@*", "node_modules")))
    for folder in folders:
        if os.path.isdir(os.path.join(folder, package)):
            return folder
    return skip("Node has no %s; `script/setup %s` installs it" % (package, implementation))


def name(text):
    return {"name": text}


def number(value):
    """A literal; negative ones are a unary minus, as the parser makes them."""
    if value < 0:
        return call("unary -", number(-value))
    return {"float": repr(value)} if isinstance(value, float) else {"int": str(value)}


def call(op, *arguments, **keywords):
    tree = {"op": op, "args": list(arguments)}
    if keywords:
        tree["keywords"] = keywords
    return tree


def items(*values):
    return call("make list", *[value if isinstance(value, dict) else number(value) for value in values])


def pair(*values):
    return call("make tuple", *[value if value is None or isinstance(value, dict) else number(value) for value in values])


def array(*values, **keywords):
    return call("array", items(*values), **keywords)


def part(start, stop, step=None):
    return call("make slice", *[bound if bound is None else number(bound) for bound in (start, stop, step)])


def item(target, index):
    return call("get item", name(target), number(index) if isinstance(index, int) else index)


def do(tree):
    return {"do": tree, "text": "as the notation spells it"}


def bind(target, value):
    targets = [name(target) if isinstance(target, str) else target]
    return do({"statement": "bind", "targets": targets, "value": value})


def update(target, op, value):
    return do({"statement": "update", "op": op, "target": name(target) if isinstance(target, str) else target,
               "value": value})


def delete(*targets):
    return do({"statement": "delete", "targets": [name(target) if isinstance(target, str) else target for target in targets]})


def expression(value):
    return do({"statement": "expression", "value": value})


def attempt(step):
    return {"try": step["do"], "text": step["text"]}


def proof(target, k):
    return attempt(bind(call("get item", name(target), {"ellipsis": True}), call("bits", name(target), {"int": str(k)})))


def elements(described, code):
    data = base64.b64decode(described["bytes"])
    return list(struct.unpack("<" + code * (len(data) // struct.calcsize("<" + code)), data))


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
        answer = self.ask(dict({"command": "run", "id": 7, "unit": "statement", "steps": list(steps)}, **options))
        self.assertEqual(answer["id"], 7)
        self.assertNotIn("broken", answer)
        return answer

    def run_steps(self, *steps, **options):
        answer = self.answer(*steps, **options)
        self.assertNotIn("unsupported", answer)
        return answer

    def values(self, *steps, **options):
        """What the names are bound to after the steps, none of which fails."""
        answer = self.run_steps(*(steps + (READ,)), **options)
        self.assertIsNone(answer["error"])
        read = answer["reads"][-1]
        return dict((bound, read["objects"][index]) for bound, index in read["names"].items())

    def value(self, tree):
        return self.values(bind("x", tree))["x"]

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
