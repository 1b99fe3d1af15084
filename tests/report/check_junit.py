#!/usr/bin/env python3
"""Usage: check_junit.py WRITE_REPORTS FILE…: the XML is well-formed, and its counts are those of its elements."""
import pathlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

ATTRIBUTES = {
    "testsuites": {"name", "tests", "failures", "errors", "time"},
    "testsuite": {"name", "tests", "failures", "errors", "skipped", "time", "timestamp"},
    "properties": set(),
    "property": {"name", "value"},
    "testcase": {"name", "classname", "time"},
    "failure": {"message", "type"},
    "error": {"message", "type"},
    "skipped": {"message"},
}
CHILDREN = {
    "testsuites": ["testsuite"],
    "testsuite": ["properties", "testcase"],
    "properties": ["property"],
    "testcase": ["skipped", "error", "failure"],
}


def check(element):
    unknown = set(element.attrib) - ATTRIBUTES[element.tag]
    assert not unknown, f"<{element.tag}> has {unknown}"
    for child in element:
        assert child.tag in CHILDREN.get(element.tag, []), f"<{child.tag}> in <{element.tag}>"
        check(child)
    if element.tag in ("testsuites", "testsuite"):
        for attribute, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            if attribute in element.attrib:
                counted = sum(1 for _ in element.iter(tag))
                assert counted == int(element.get(attribute)), f"{attribute} of {element.get('name')}: {counted}"


write_reports, *files = sys.argv[1:]
with tempfile.TemporaryDirectory() as folder:
    subprocess.run([write_reports, folder, *files], check=True)
    root = ElementTree.parse(pathlib.Path(folder, "junit.xml")).getroot()
assert root.tag == "testsuites"
check(root)
names = [(suite.get("name"), case.get("name")) for suite in root for case in suite.iter("testcase")]
assert len(names) == len(set(names)), "a test has no name of its own"
hostile = "</script><img src=x onerror=\"document.title='owned'\">"
assert any(hostile in (failure.get("message") or "") for failure in root.iter("failure")), "the message did not survive"
print(f"{len(names)} testcases in {len(root)} testsuites")
