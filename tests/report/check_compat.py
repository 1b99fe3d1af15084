#!/usr/bin/env python3
"""Usage: check_compat.py WRITE_REPORTS FILE…: compat.json is as its schema says, and the schema refuses what is not.

Exits with 77, which means skipped, where the jsonschema package is absent.
"""
import copy
import json
import pathlib
import subprocess
import sys
import tempfile

try:
    import jsonschema
except ImportError:
    print("skipped: the Python package jsonschema is not installed")
    sys.exit(77)


def spoiled(value, path=()):
    """Variations of a valid value that are not valid, each with one thing wrong."""
    if isinstance(value, dict):
        # An object from ids or names to things may have any key.
        if len(path) >= 2 and path[-1] not in ("support", "answers", "where"):
            yield path, {**value, "surprise": 1}
        for key, member in value.items():
            if key in ("verdict", "level", "version", "digest", "passed", "name", "answer"):
                yield path + (key,), {**value, key: ["not this"]}
            for where, bad in spoiled(member, path + (key,)):
                yield where, {**value, key: bad}
    elif isinstance(value, list):
        for index, member in enumerate(value[:2]):
            for where, bad in spoiled(member, path + (index,)):
                yield where, value[:index] + [bad] + value[index + 1:]


write_reports, *files = sys.argv[1:]
with tempfile.TemporaryDirectory() as folder:
    subprocess.run([write_reports, folder, *files], check=True)
    compat = json.loads(pathlib.Path(folder, "compat.json").read_text(encoding="utf-8"))
    schema = json.loads(pathlib.Path(folder, "compat.schema.json").read_text(encoding="utf-8"))
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
wrong = [f"{error.json_path}: {error.message[:300]}" for error in validator.iter_errors(compat)]
refused = 0
for path, bad in spoiled(copy.deepcopy(compat)):
    refused += 1
    if validator.is_valid(bad):
        wrong.append(f"accepted, but should not be: something wrong at {path}")
print("\n".join(wrong) or f"valid, and {refused} spoiled ones refused")
sys.exit(1 if wrong or refused < 100 else 0)
