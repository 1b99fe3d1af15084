"""The overlap solver against NumPy's exact one on random arrays. Exits with 77, a skip, without NumPy.

Usage: numpy_test.py ANSWERS, the program made of answers.c.
"""
import os
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "contract"))
import user

SKIPPED = 77
COUNT = 20000


def main():
    python = user.environment_of("numpy")
    if not python:
        print("skipped: no environment with NumPy; ibid setup numpy makes it")
        return SKIPPED
    seed = os.environ.get("IBID_SEED") or str(int(time.time()))
    print("IBID_SEED=" + seed)
    pairs = subprocess.run([python, os.path.join(HERE, "numpy_pairs.py"), seed, str(COUNT)],
                           stdout=subprocess.PIPE, check=True).stdout.decode().splitlines()
    questions, expected = zip(*(line.split(" = ") for line in pairs))
    answers = subprocess.run([sys.argv[1]], input="\n".join(questions).encode(), stdout=subprocess.PIPE,
                             check=True).stdout.decode().splitlines()
    compared = overlapping = internal = differing = 0
    for question, theirs, ours in zip(questions, expected, answers):
        compared += 1
        overlapping += theirs[0] == "1"
        internal += theirs[2] == "1"
        if theirs[0] != ours[0] or theirs[2] not in ("-", ours[2]):
            differing += 1
            print("%s\n  NumPy %s, ibid %s" % (question, theirs, ours))
    print("%d pairs, %d overlap, %d firsts overlap themselves, %d differ" %
          (compared, overlapping, internal, differing))
    return 1 if differing or compared != COUNT or overlapping < COUNT // 20 else 0


sys.exit(main())
