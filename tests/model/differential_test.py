"""The model against real NumPy 2: the same programs, the same answers. Exits with 77, a skip, without NumPy.

Usage: differential_test.py IBID PROGRAMS
"""
import json
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "contract"))
import user

SKIPPED = 77


def answers(ibid, implementation, programs):
    lines = "".join(json.dumps({"program": program}) + "\n" for program in programs)
    done = subprocess.run([ibid, "eval", "--json", "--batch", "--impl", implementation], input=lines.encode(),
                          stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def without_words(answer):
    """All but the native message, which is each implementation's own."""
    if answer["error"]:
        answer["error"].pop("native", None)
    return answer


def main():
    ibid, path = sys.argv[1:]
    if not user.environment_of("numpy"):
        print("skipped: no environment with NumPy; ibid setup numpy makes it")
        return SKIPPED
    with open(path) as file:
        programs = [line.strip() for line in file if line.strip()]
    differing = 0
    for program, model, numpy in zip(programs, answers(ibid, "model", programs), answers(ibid, "numpy", programs)):
        kinds = (model["error"] or {}).get("native"), (numpy["error"] or {}).get("native")
        if without_words(model) != without_words(numpy):
            differing += 1
            print("%s\n  model %s\n        %s\n  numpy %s\n        %s" % (program, json.dumps(model), kinds[0],
                                                                    json.dumps(numpy), kinds[1]))
    print("%d programs, %d differ" % (len(programs), differing))
    return 1 if differing or len(programs) < 100 else 0


sys.exit(main())
