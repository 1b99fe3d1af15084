#!/usr/bin/env python3
"""Usage: check_schema.py SCHEMA FILE…: every line of the files must be valid, every broken line must not.

A last line without a newline is what a killed run leaves and is passed over. Exits with 77, which
means skipped, where the jsonschema package is absent.
"""
import copy
import json
import sys

try:
    import jsonschema
except ImportError:
    print("skipped: the Python package jsonschema is not installed")
    sys.exit(77)


def broken(record):
    """Variations of a valid record that are not valid."""
    yield {**record, "surprise": 1}
    for key in record:
        if key not in ("started", "finished", "milliseconds", "state", "pending", "place"):
            less = copy.deepcopy(record)
            del less[key]
            if key not in ("native", "error", "observations") or "native" in less or "error" in less:
                yield less
    if "verdict" in record:
        yield {**record, "verdict": "passed"}
    if "outcomes" in record and record["outcomes"]:
        changed = copy.deepcopy(record)
        changed["outcomes"][0]["holds"] = "yes"
        yield changed


def main():
    schema_path, *paths = sys.argv[1:]
    with open(schema_path, encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    wrong = 0
    lines = refused = 0
    for path in paths:
        with open(path, encoding="utf-8", newline="\n") as file:
            for number, line in enumerate(file, 1):
                if not line.endswith("\n"):
                    continue
                record = json.loads(line)
                lines += 1
                for error in validator.iter_errors(record):
                    best = jsonschema.exceptions.best_match([error])
                    print(f"{path}:{number}: {best.json_path}: {best.message[:300]}")
                    wrong += 1
                for bad in broken(record):
                    refused += 1
                    if validator.is_valid(bad):
                        print(f"{path}:{number}: accepted, but should not be: {json.dumps(bad)[:300]}")
                        wrong += 1
    print(f"{lines} lines valid, {refused} broken ones refused" if not wrong else f"{wrong} mistakes")
    return 1 if wrong or not lines else 0


sys.exit(main())
