"""What is recorded: each implementation of the registry in each version that it lists, traced where it can be, the model,
and the reference with each of its tables of loops and on each kind of device."""
import collections
import fnmatch
import json
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
RESULTS = os.path.join(ROOT, "reports", "results")
RUN = os.path.join(ROOT, "script", "run")
ENDING = ".jsonl.xz"
TRACED = " --mode traced"

# They come with ibid, and answer as they are told: those of their kind that are recorded.
OWN = ("model", "reference")

# What the reference is recorded with besides, and which of that not every machine has.
VARIANTS = {"reference": ["cpu=baseline", "cpu=avx2", "cpu=avx512", "cpu=neon", "device=sim", "device=opencl", "device=cuda"]}
NEEDS = ("cpu=avx2", "cpu=avx512", "cpu=neon", "device=opencl", "device=cuda")

# key: as reports/fingerprints.json has it; name: of the file, and what script/record takes.
Entry = collections.namedtuple("Entry", "key name implementation arguments setup optional")


def ibid(*arguments):
    """The exit status, and what went to standard output."""
    done = subprocess.run([os.environ.get("IBID_PROGRAM") or RUN] + list(arguments), stdout=subprocess.PIPE)
    return done.returncode, done.stdout.decode("utf-8")


def listed(what):
    status, lines = ibid("list", what, "--json")
    if status != 0:
        sys.exit("ibid list %s ended with %d: nothing is known of what there is to record" % (what, status))
    return [json.loads(line) for line in lines.splitlines()]


def file_of(name):
    return os.path.join(RESULTS, name + ENDING)


def of_registered(implementation):
    """The entries of one implementation; the version that its name alone means comes first."""
    name, default, versions = implementation["id"], implementation.get("version"), implementation.get("versions", [])
    if "dialect" in implementation and name not in OWN:
        return
    if not (default or versions):
        yield Entry(name, name, name, ("--impl", name), None if name in OWN else name, False)
    for version in ([default] if default else []) + versions:
        selector = "%s@%s" % (name, version)
        key = name if version == default else selector
        yield Entry(key, selector, name, ("--impl", selector), selector, False)
        if implementation.get("traced") and version == default:
            yield Entry(name + TRACED, selector + "-traced", name, ("--impl", selector, "--mode", "traced"), selector, False)
    for variant in VARIANTS.get(name, []):
        selector = "%s:%s" % (name, variant)
        yield Entry(selector, re.sub("[:=]", "-", selector), name, ("--impl", selector), None, variant in NEEDS)


def every():
    return [entry for implementation in listed("impls") for entry in of_registered(implementation)]


def wanted(entries, names):
    """The entries that any of the names means, and the names that mean none: a key, a name, or a glob over names."""
    def means(name, entry):
        return name == entry.key or fnmatch.fnmatchcase(entry.name, name)
    found = [entry for entry in entries if any(means(name, entry) for name in names)]
    return found, [name for name in names if not any(means(name, entry) for entry in entries)]


def missing(entry):
    """Makes the environment. None if the implementation can run here; else whether that is no mistake, and why."""
    if entry.setup is not None:
        state = ibid("setup", entry.setup)[1].strip()
        return None if state.endswith(": ready") else (": absent" in state, state)
    command = [os.environ.get("IBID_PROGRAM") or RUN, "eval", *entry.arguments, "x = 1"]
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    # "…: LIBRARY cannot start: 'neon' is no instruction set of this build"
    words = done.stderr.decode("utf-8", "replace").partition(" cannot start: ")[2].partition("\n")[0]
    return None if done.returncode == 0 else (entry.optional, "%s: absent: %s" % (entry.name, words or "it does not start"))
