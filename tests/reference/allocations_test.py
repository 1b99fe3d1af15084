"""Every allocation of the reference fails once, in every program of the spec that has no more than STATEMENTS_AT_MOST
statements and no address: the statement then says "memory", all names hold what they held before it, and the host ends
without a leak, of which the reference would abort.
"""
import json
import os
import re
import subprocess
import unittest

PROGRAMS = os.environ["IBID_PROGRAMS"]
# Programs that make larger arrays say nothing more about failures, and take long.
STATEMENTS_AT_MOST = 40


def host(options, requests):
    """Answers by request; those after which the host died are None, and so is what it said."""
    options = options + ["id=counted"]  # addresses differ from process to process
    lines = [{"command": "start", "protocol": 1}] + [dict(request, id=i) for i, request in enumerate(requests)]
    done = subprocess.run([os.path.join(PROGRAMS, "ibid-host"), os.path.join(PROGRAMS, "libibid_reference.so"), *options],
                          input="".join(json.dumps(line) + "\n" for line in lines).encode(),
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    answers = [json.loads(line) for line in done.stdout.decode().splitlines()[1:]]
    return answers, done.returncode, done.stderr.decode()


def until(request, step):
    """The request with its first statements only, then a reading of all names."""
    return dict(request, steps=[s for s in request["steps"] if "do" in s][:step] + [{"read": True}])


# Methods that change their list, and may stand inside a statement that goes on.
CHANGES = re.compile(r"\.(pop|append|extend|insert|remove|clear|sort|reverse)\(")
CHANGE_ALONE = re.compile(r"\w+\.\w+\([^()]*\)")


def has_parts(request, step):
    """Part of such a statement is done when the next one fails, as in Python: x = x[0] = y, y + l.pop(), x[0] += y."""
    failing = [s for s in request["steps"] if "do" in s][step]
    changes = CHANGES.search(failing["text"]) is not None
    updates_item = failing["do"]["statement"] == "update" and "name" not in failing["do"]["target"]
    return len(failing["do"].get("targets", [])) > 1 or updates_item or (changes and not CHANGE_ALONE.fullmatch(failing["text"]))


def programs():
    lines = subprocess.run([os.path.join(PROGRAMS, "ibid"), "plan"], stdout=subprocess.PIPE, check=True).stdout
    for case in map(json.loads, lines.decode().splitlines()):
        statements = sum("do" in step for step in case["request"]["steps"])
        if statements <= STATEMENTS_AT_MOST and "address(" not in "".join(case["program"]):
            yield case["id"], until(case["request"], statements)


def shown(answer):
    """What names hold; the identities of objects are numbers by first appearance already."""
    return answer["reads"][-1]


class AllocationsTest(unittest.TestCase):
    maxDiff = None

    def test_each_fails_once(self):
        remaining = list(programs())
        self.assertGreater(len(remaining), 1000)
        prefixes = {}
        failures = number = 0
        while remaining:
            number += 1
            answers, status, said = host(["failing_allocation=%d" % number], [request for _, request in remaining])
            self.assertEqual((status, said), (0, ""), "allocation %d of %s" % (
                number, remaining[len(answers)][0] if len(answers) < len(remaining) else "the last program"))
            hit = []
            for (name, request), answer in zip(remaining, answers):
                if answer.get("error") is not None and answer["error"]["kind"] == "memory":
                    hit.append((name, request, answer))
            wanted = [(name, request, answer["error"]["step"]) for name, request, answer in hit
                      if (name, answer["error"]["step"]) not in prefixes]
            before, status, said = host([], [until(request, step) for _, request, step in wanted])
            self.assertEqual((status, said), (0, ""))
            for (name, _, step), answer in zip(wanted, before):
                prefixes[name, step] = shown(answer)
            for name, request, answer in hit:
                step = answer["error"]["step"]
                if has_parts(request, step):
                    continue
                self.assertEqual(shown(answer), prefixes[name, step],
                                 "%s: allocation %d fails in statement %d" % (name, number, step + 1))
            failures += len(hit)
            remaining = [(name, request) for name, request, _ in hit]
        self.assertGreater(failures, 10000)


if __name__ == "__main__":
    unittest.main()
