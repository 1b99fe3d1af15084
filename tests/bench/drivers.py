"""How many cases and statements a second are put to implementations: drivers.py [I…].

Cases a second are those of a whole `ibid run` with a worker for each processor: loading the spec, starting the
workers, planning, talking, judging; beside them stand those without the start, which is mostly the library's own
import. Each case's program runs twice, once without its act. Statements a second are counted with one worker; a
statement is one of a program or of a proof. Start seconds are those of a program of one statement. Medians of five.
"""
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
RELEASE = os.path.join(ROOT, "build", "release")
IBID = os.path.join(RELEASE, "bin", "ibid")
# What each is measured on: lists, arrays that are written with proofs, arrays that are only read.
MEASURED = [("model", "arrays"), ("model", "lists"), ("cpython", "lists"), ("numpy", "arrays"), ("numpy", "values"),
            ("torch", "values"), ("jax", "values"), ("tensorflow", "values"), ("tensorflow-variable", "values"),
            ("mxnet", "values"), ("array-api-strict", "values"), ("pypy", "lists"), ("jython", "lists"),
            ("javascript", "values"), ("tfjs", "values")]


def spec(kind):
    return os.path.join(ROOT, "tests", "bench", kind + ".lua")


def count(kind):
    """Cases, and statements of all their requests."""
    cases = statements = 0
    plan = subprocess.run([IBID, "plan", spec(kind)], stdout=subprocess.PIPE, check=True).stdout
    for line in plan.decode().splitlines():
        case = json.loads(line)
        cases += 1
        for request in (case["request"], case["without_act"]):
            statements += sum(1 for step in (request["steps"] if request else []) if "do" in step or "try" in step)
    return cases, statements


def median_seconds(command, repetitions=5):
    seconds = []
    for _ in range(repetitions + 1):
        start = time.perf_counter()
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        seconds.append(time.perf_counter() - start)
        if done.returncode != 0:
            sys.exit("script/bench: %s failed:\n%s" % (" ".join(command), done.stdout.decode()))
    return statistics.median(seconds[1:])


def run(implementation, kind, *options):
    return [IBID, "run", "--impl", implementation, "--profile", "none", *options, spec(kind)]


def main(wanted):
    subprocess.run([os.path.join(ROOT, "script", "run"), "list", "impls"], stdout=subprocess.DEVNULL, check=True)
    registered = dict((entry["id"], entry) for entry in map(json.loads, subprocess.run(
        [IBID, "list", "impls", "--json"], stdout=subprocess.PIPE, check=True).stdout.decode().splitlines()))
    counts = dict((kind, count(kind)) for kind in ("arrays", "lists", "values"))
    with tempfile.TemporaryDirectory() as folder:
        results = os.path.join(folder, "results.jsonl")
        for implementation, kind in MEASURED:
            if wanted and implementation not in wanted:
                continue
            if "missing" in registered[implementation]:
                print("%s_%s: skipped, ibid setup %s makes it" % (implementation, kind, implementation))
                continue
            cases, statements = counts[kind]
            seconds = median_seconds(run(implementation, kind, "-j", str(os.cpu_count())))
            start = median_seconds([IBID, "eval", "--impl", implementation, "x = 1"])
            print("%s_%s_start_seconds: %.2f" % (implementation, kind, start))
            print("%s_%s_cases_per_second: %.0f" % (implementation, kind, cases / seconds))
            print("%s_%s_cases_per_second_without_start: %.0f" % (implementation, kind, cases / (seconds - start)))
            seconds = median_seconds(run(implementation, kind, "--out", results))
            print("%s_%s_statements_per_second: %.0f" % (implementation, kind, statements / seconds), flush=True)


main(sys.argv[1:])
