"""Makes the environments that implementations run in: what `ibid setup` runs.

    setup.py [--remove] NAME[@VERSION]…

An environment is the folder ${IBID_CACHE:-${XDG_CACHE_HOME:-~/.cache}/ibid}/environments/NAME@VERSION. It
is complete when it has a file "complete" with what it was made from; one that is not is made anew. For
each selector a line goes to standard output: "NAME@VERSION: ready", "…: absent: why" (something has to be
installed by the machine's owner), "…: failed: why". All are tried. Exit: 0 all ready, 2 usage, 3 not all.
"""
import contextlib
import fcntl
import json
import os
import re
import shutil
import subprocess
import sys

import interpreters
import recipes

START = b'{"command":"start","protocol":1}\n'
START_SECONDS = 300
# A version begins with a digit: what "latest" means would change under an environment's name.
SELECTOR = re.compile(r"(?P<name>[^@/\s]+)(@(?P<version>[0-9][0-9A-Za-z.+_-]*))?$")


class Unknown(Exception):
    pass


def root():
    return os.environ.get("IBID_ROOT") or os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def cache():
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(os.environ.get("IBID_CACHE") or os.path.join(base, "ibid"), "environments")


def registry():
    with open(os.path.join(root(), "impl", "implementations.json")) as file:
        return json.load(file)


def folder_of(entry, version):
    return os.path.join(cache(), "%s@%s" % (entry["owner"], version))


def say(text):
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def entry_of(entries, selector):
    """The name, the version and the entry that a selector means, with the name of the entry that owns its environment.

    Raises Unknown.
    """
    parts = SELECTOR.match(selector)
    if parts is None or parts.group("name") not in entries:
        if "@" in selector and selector.split("@")[0] in entries:
            raise Unknown("'%s' names no version: one begins with a digit, as in %s@1.2.3" % (selector, selector.split("@")[0]))
        with_environment = sorted(name for name in entries if "environment" in entries[name])
        raise Unknown("there is no implementation '%s'; with an environment are %s" % (selector, ", ".join(with_environment)))
    name = parts.group("name")
    entry = dict(entries[name], owner=name)
    if isinstance(entry.get("environment"), str):
        entry.update(owner=entry["environment"], environment=entries[entry["environment"]]["environment"])
    if "environment" not in entry:
        if parts.group("version"):
            raise Unknown("%s has no versions: it is built with ibid" % name)
        return name, None, entry
    version = parts.group("version") or entry.get("version")
    entry["environment"] = entry.get("environments", {}).get(version, entry["environment"])
    return name, version, entry


def programs():
    """The folder with ibid-host and the plugins: `ibid setup` names it."""
    return os.environ.get("IBID_PROGRAMS") or os.path.join(root(), "build", "release", "bin")


def expanded(text, folder):
    python = os.path.join(folder, "bin", "python")
    return text.replace("{root}", root()).replace("{environment}", folder).replace("{python}", python)


def command_of(entry, folder):
    if "plugin" in entry:
        return [os.path.join(programs(), "ibid-host"), os.path.join(programs(), entry["plugin"])]
    return [expanded(part, folder) for part in entry["command"]]


def try_driver(entry, folder):
    """Starts the driver once. Raises Failed unless it answers."""
    variables = dict((name, expanded(value, folder)) for name, value in entry.get("variables", {}).items())
    try:
        done = subprocess.run(command_of(entry, folder), input=START, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              timeout=START_SECONDS, env=dict(os.environ, **variables))
    except (OSError, subprocess.SubprocessError) as error:
        raise recipes.Failed("its driver does not start: %s" % error)
    try:
        answer = json.loads(done.stdout.decode("utf-8").splitlines()[0])
        return " on ".join(filter(None, ["%s %s" % (answer["name"], answer["version"]), answer.get("language")]))
    except (ValueError, KeyError, IndexError, TypeError):
        words = done.stderr.decode("utf-8", "replace").strip().splitlines()[-recipes.TAIL_LINES:]
        if not words:
            words = done.stdout.decode("utf-8", "replace").strip().splitlines()[-recipes.TAIL_LINES:]
        how = "was killed by signal %d" % -done.returncode if done.returncode < 0 else "ended with %d" % done.returncode
        raise recipes.Failed("its driver does not answer: it %s\n%s" % (how, "\n".join(words)))


@contextlib.contextmanager
def locked(path):
    """Two processes that make one environment wait for each other."""
    with open(path, "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def made_from(entry, version):
    recipe = dict(entry["environment"], version=version)
    lock = os.path.join(recipes.LOCKS, "%s@%s.txt" % (entry["owner"], version))
    if os.path.exists(lock):
        with open(lock) as constraints:
            recipe["lock"] = constraints.read()
    if "module" in recipe:
        recipe["sources"] = recipes.sources_of_modules()
    return json.dumps(recipe, sort_keys=True) + "\n"


def is_complete(folder, stamp):
    """Whether it was made from the same, and its interpreter still runs: the one below it may be gone since."""
    try:
        with open(os.path.join(folder, "complete")) as complete:
            if complete.read() != stamp:
                return False
    except OSError:
        return False
    python = os.path.join(folder, "bin", "python")
    return not os.path.lexists(python) or interpreters.ask(python) is not None


def set_up(entry, version):
    folder = folder_of(entry, version)
    os.makedirs(cache(), exist_ok=True)
    with locked(folder + ".lock"):
        stamp = made_from(entry, version)
        if is_complete(folder, stamp):
            return
        say("Making %s" % folder)
        log = recipes.Log(folder + ".log")
        shutil.rmtree(folder, ignore_errors=True)
        try:
            recipes.make(entry["environment"], entry["owner"], version, folder, log)
            say("  %s" % try_driver(entry, folder))
        except (recipes.Absent, recipes.Failed):
            shutil.rmtree(folder, ignore_errors=True)
            raise
        with open(os.path.join(folder, "complete"), "w") as complete:
            complete.write(stamp)


def build(entry, name):
    os.makedirs(cache(), exist_ok=True)
    log = recipes.Log(os.path.join(cache(), name + ".log"))
    recipes.build_targets(entry["environment"], programs(), log)
    say("  %s" % try_driver(entry, ""))


def remove(entry, version):
    """Also an environment that serves another entry. The lock stays: whoever waits for it must find the same one."""
    folder = folder_of(entry, version)
    if os.path.exists(folder):
        with locked(folder + ".lock"):
            shutil.rmtree(folder, ignore_errors=True)
            if os.path.exists(folder + ".log"):
                os.unlink(folder + ".log")


def report(selector, state, reason=None):
    sys.stdout.write("%s: %s%s\n" % (selector, state, ": " + reason.splitlines()[0] if reason else ""))
    sys.stdout.flush()
    if reason:
        say("ibid setup: %s: %s" % (selector, reason))


def main(arguments):
    removing = arguments[:1] == ["--remove"]
    selectors = arguments[1:] if removing else arguments
    if not selectors or any(selector.startswith("-") for selector in selectors):
        say(__doc__)
        return 2
    try:
        entries = [entry_of(registry(), selector) for selector in selectors]
    except Unknown as unknown:
        say("ibid setup: %s" % unknown)
        return 2
    status = 0
    for name, version, entry in entries:
        selector = name if version is None else "%s@%s" % (name, version)
        try:
            if removing:
                if version is not None:
                    remove(entry, version)
                report(selector, "removed")
                continue
            if version is not None:
                set_up(entry, version)
            elif "targets" in entry.get("environment", {}):
                build(entry, name)
            report(selector, "ready")
        except recipes.Absent as reason:
            status = 3
            report(selector, "absent", str(reason))
        except recipes.Failed as reason:
            status = 3
            report(selector, "failed", str(reason))
        except OSError as error:
            status = 3
            report(selector, "failed", "%s; is there room on the disk?" % error)
    return status


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
