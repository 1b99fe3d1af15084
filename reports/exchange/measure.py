#!/usr/bin/env python3
"""Who shares memory with whom: every library as producer, by every library as consumer.

    reports/exchange/measure.py [--pairs PRODUCER:CONSUMER,…]

writes reports/exchange.json (for the report's page and for others: `records` has what was measured) and
reports/exchange.md, from the environments that `ibid setup reference-python torch jax tensorflow mxnet` made. Each
pair runs in a process of its own, which sees the packages of both environments, so that a crash costs one pair. MXNet's
last Python is 3.8, which of the others NumPy has too, and the reference, whose module is built for it here. What a
library does is measured, and never looked up:

    outcome    shares, copies or error; proved by a write to the producer's memory that the consumer shows or does not
    writable   whether the consumer lets its array be written (JAX and TensorFlow have no arrays that can)
    reaches    whether such a write is seen by the producer
    survives   whether the content is right once the producer is gone and memory of its size was used anew
    early      how often the deleter was called while the consumer had the memory still
    deleted    how often in all, when both are gone: 1 is right

The source of a record is the memory: the producer's own, at that many bytes from a multiple of 128; or read-only.
"""
import functools
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
BASE = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
CACHE = os.path.join(os.environ.get("IBID_CACHE") or os.path.join(BASE, "ibid"), "environments")
ENVIRONMENTS = {"numpy": "reference-python", "reference": "reference-python", "torch": "torch", "jax": "jax",
                "tensorflow": "tensorflow"}
PAIR_SECONDS = 300
BESIDE_MXNET = {"mxnet", "numpy", "reference"}


def environment(name):
    """The folder of an environment, of the newest version that is there; None without one."""
    found = sorted(folder for folder in (os.listdir(CACHE) if os.path.isdir(CACHE) else ())
                   if folder.startswith(name + "@") and os.path.exists(os.path.join(CACHE, folder, "complete")))
    return os.path.join(CACHE, found[-1]) if found else None


def packages(folder):
    libraries = os.path.join(folder, "lib")
    return os.path.join(libraries, sorted(os.listdir(libraries))[0], "site-packages")


@functools.lru_cache(None)
def reference_for(python):
    """The folder of the reference's module, built for that Python; removed when this one ends."""
    folder = tempfile.TemporaryDirectory()
    reference_for.kept = folder
    build = os.path.join(folder.name, "build")
    configure = ["cmake", "-S", os.path.dirname(os.path.dirname(HERE)), "-B", build, "-DCMAKE_BUILD_TYPE=Release",
                 "-DIBID_TESTS=OFF", "-DIBID_PYTHON=" + python, "-DIBID_PYTHON_FOLDER=" + folder.name]
    for command in (configure, ["cmake", "--build", build, "--target", "ibid_reference_python"]):
        subprocess.run(command, stdout=sys.stderr, check=True)
    return folder.name


def measured(producer, consumer, python, paths):
    variables = dict(os.environ, PYTHONPATH=os.pathsep.join(paths), JAX_PLATFORMS="cpu", TF_CPP_MIN_LOG_LEVEL="3",
                     CUDA_VISIBLE_DEVICES="-1", PYTHONDONTWRITEBYTECODE="1")
    try:
        done = subprocess.run([python, os.path.join(HERE, "pair.py"), producer, consumer], env=variables,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=PAIR_SECONDS)
    except subprocess.TimeoutExpired:
        return [{"producer": producer, "consumer": consumer, "outcome": "error", "error": "no answer in time"}]
    records = [json.loads(line) for line in done.stdout.decode().splitlines() if line.startswith("{")]
    if done.returncode != 0:
        words = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        records.append({"producer": producer, "consumer": consumer, "outcome": "error",
                        "error": "the process ended with %d: %s" % (done.returncode, " ".join(words))})
    return records


def joint(producer, consumer):
    """The Python and the packages for both; None where an environment is missing."""
    if "mxnet" in (producer, consumer):
        folder = environment("mxnet")
        if not folder or not {producer, consumer} <= BESIDE_MXNET:
            return None
        python = os.path.join(folder, "bin", "python")
        own = [reference_for(python)] if "reference" in (producer, consumer) else []
        return python, [packages(folder)] + own
    folders = [environment(ENVIRONMENTS[name]) for name in (producer, consumer)]
    if None in folders:
        return None
    return os.path.join(folders[0], "bin", "python"), [packages(folder) for folder in folders]


def cell(records):
    """What a table shows of a producer and a consumer by one route."""
    by_outcome = {}
    for record in records:
        by_outcome.setdefault(record["outcome"], []).append(record)
    if set(by_outcome) <= {"error"}:
        return "error" if by_outcome else ""
    parts = []
    for outcome in ("shares", "copies", "error"):
        offsets = sorted({record["offset"] for record in by_outcome.get(outcome, ())})
        if offsets:
            parts.append(outcome if len(by_outcome) == 1 else "%s at %s" % (outcome, ", ".join(map(str, offsets))))
    wrong = [record for record in records if not is_released_once(record)]
    return "; ".join(parts) + (" **!**" if wrong else "")


def table(records, names, title, chosen):
    lines = ["", "## " + title, "", "| from \\ to | " + " | ".join(names) + " |", "| --- |" + " --- |" * len(names)]
    for producer in names:
        row = [cell([record for record in records if record["producer"] == producer and record["consumer"] == consumer
                     and chosen(record)]) for consumer in names]
        lines.append("| %s | %s |" % (producer, " | ".join(row)))
    return lines


def lines_of(records, producer, consumer, route, copy=None, source="writable"):
    return [r for r in records if (r["producer"], r["consumer"], r.get("route"), r.get("copy"), r.get("source")) ==
            (producer, consumer, route, copy, source)]


def every(lines, **fields):
    return bool(lines) and all(line.get(name) == value for line in lines for name, value in fields.items())


def shares_by_alignment(lines):
    return bool(lines) and all((line["outcome"] == "shares") == (line["offset"] % 64 == 0) for line in lines)


def is_released_once(record):
    return record.get("deleted", 1) == 1 and not record.get("early") and record.get("survives") is not False


# What has been reported of exchange or seen in older versions, and how these records tell whether it still is so.
KNOWN = [
    ("JAX shares NumPy's memory where it begins at a multiple of 64 bytes, and copies it elsewhere",
     lambda r: shares_by_alignment(lines_of(r, "numpy", "jax", "dlpack"))),
    ("JAX's from_dlpack(x, copy=True) shares where it can",
     lambda r: shares_by_alignment(lines_of(r, "numpy", "jax", "dlpack", True))),
    ("JAX takes no read-only memory through DLPack (jax-ml/jax#40789)",
     lambda r: every(lines_of(r, "numpy", "jax", "dlpack", source="read-only"), outcome="error")),
    ("TensorFlow takes no read-only memory through DLPack",
     lambda r: every(lines_of(r, "numpy", "tensorflow", "dlpack", source="read-only"), outcome="error")),
    ("PyTorch writes to memory that its producer said is read-only",
     lambda r: every(lines_of(r, "numpy", "torch", "dlpack", source="read-only"), reaches=True)),
    ("NumPy exports no read-only memory (numpy/numpy#20337)",
     lambda r: every(lines_of(r, "numpy", "numpy", "dlpack", source="read-only"), outcome="error")),
    ("NumPy exports read-only memory without the flag that says so (numpy/numpy#28599)",
     lambda r: every(lines_of(r, "numpy", "reference", "dlpack", source="read-only"), writable=True)),
    ("PyTorch writes to an array of JAX, which is immutable",
     lambda r: every(lines_of(r, "jax", "torch", "dlpack"), reaches=True)),
    ("PyTorch writes to a tensor of TensorFlow, which is immutable",
     lambda r: every(lines_of(r, "tensorflow", "torch", "dlpack"), reaches=True)),
    ("numpy.asarray of a tensor of TensorFlow is a read-only view of it, although .numpy() copies",
     lambda r: every(lines_of(r, "tensorflow", "numpy", "interface"), outcome="shares", writable=False)),
    ("TensorFlow copies NumPy's arrays", lambda r: every(lines_of(r, "numpy", "tensorflow", "interface"), outcome="copies")),
    ("MXNet copies NumPy's arrays", lambda r: every(lines_of(r, "numpy", "mxnet", "interface"), outcome="copies")),
    ("Memory is given back twice, never or too early somewhere", lambda r: not all(map(is_released_once, r))),
]


def known(records):
    return ["", "## What was known, and whether it still holds", "", "| | |", "| --- | --- |"] + [
        "| %s | %s |" % (what, "yes" if holds(records) else "no") for what, holds in KNOWN]


def versions_of(records):
    """The versions of each library that took part; the order is the one in which to show them."""
    versions = {name: set() for name in list(ENVIRONMENTS) + ["mxnet"]}
    for record in records:
        for name, version in record.get("versions", {}).items():
            versions[name].add(version)
    return {name: sorted(those) for name, those in versions.items() if those}


def data(records):
    """reports/exchange.json: a record a line, so that a difference reads."""
    head = {"page": "exchange", "offsets": sorted({record["offset"] for record in records if "offset" in record}),
            "versions": versions_of(records),
            "known": [{"what": what, "holds": bool(holds(records))} for what, holds in KNOWN]}
    lines = ["%s: %s" % (json.dumps(key), json.dumps(value)) for key, value in head.items()]
    listed = ",\n  ".join(json.dumps(record, sort_keys=True) for record in records)
    return "{%s,\n \"records\": [\n  %s\n ]}\n" % (",\n ".join(lines), listed)


def page(records):
    versions = versions_of(records)
    names = list(versions)
    lines = ["# Exchange in fact", "",
             "Measured by `reports/exchange/measure.py`, which says what the words mean: who shares memory with whom, "
             "at 0, 4, 16, 32 and 64 bytes from a multiple of 128. JAX, TensorFlow and MXNet decide where their memory "
             "begins. An empty cell was not measured: the two have no Python in common. **!** marks memory that was "
             "given back twice, never, or too early; the records of `exchange.json` say which.", "",
             ", ".join("%s %s" % (name, " and ".join(versions[name])) for name in names)]
    for copy in (None, True, False):
        lines += table(records, names, "Through from_dlpack, copy=%s" % copy,
                       lambda r: r.get("route") == "dlpack" and r["copy"] == copy and r["source"] == "writable")
    lines += table(records, names, "From the array itself (asarray and the like)",
                   lambda r: r.get("route") == "interface" and r["source"] == "writable")
    lines += known(records)
    lines += ["", "## Of memory that is read-only", "",
              "| from | to | route | copy | outcome | can be written | reaches the producer |", "|" + " --- |" * 7]
    for r in records:
        if r.get("source") == "read-only":
            lines.append("| %s | %s | %s | %s | %s | %s | %s |" % (
                r["producer"], r["consumer"], r["route"], r["copy"], r["outcome"], r.get("writable", ""),
                r.get("reaches", "")))
    errors = sorted({(r["producer"], r["consumer"], str(r.get("route", "")), str(r.get("copy", "")), r["error"][:160])
                     for r in records if r["outcome"] == "error"})
    lines += ["", "## Errors", ""] + ["- %s to %s, %s, copy=%s: `%s`" % error for error in errors]
    return "\n".join(lines) + "\n"


def main(arguments):
    names = list(ENVIRONMENTS) + ["mxnet"]
    pairs = [(producer, consumer) for producer in names for consumer in names]
    if arguments[:1] == ["--pairs"]:
        pairs = [tuple(pair.split(":")) for pair in arguments[1].split(",")]
    records = []
    for producer, consumer in pairs:
        found = joint(producer, consumer)
        if found is not None:
            sys.stderr.write("%s to %s\n" % (producer, consumer))
            records += measured(producer, consumer, *found)
    if arguments:
        sys.stdout.write("".join(json.dumps(record, sort_keys=True) + "\n" for record in records))
        return
    reports = os.path.dirname(HERE)
    with open(os.path.join(reports, "exchange.json"), "w") as file:
        file.write(data(records))
    with open(os.path.join(reports, "exchange.md"), "w") as markdown:
        markdown.write(page(records))


if __name__ == "__main__":
    main(sys.argv[1:])
