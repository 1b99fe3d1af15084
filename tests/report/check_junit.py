#!/usr/bin/env python3
"""Usage: check_junit.py WRITE_REPORTS FILE…: JUnit's XML is what others read.

It is well-formed, has only the elements and attributes of Jenkins' schema (xunit-plugin, junit-10.xsd), and counts
what it has. Where the package junitparser is installed, that reads it and finds the same.
"""
import collections
import pathlib
import re
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
    if "time" in element.attrib and element.tag != "testcase":
        assert re.fullmatch(r"[0-9]{1,3}(\.[0-9]*)?", element.get("time")), element.get("time")
    for child in element:
        assert child.tag in CHILDREN.get(element.tag, []), f"<{child.tag}> in <{element.tag}>"
        check(child)
    if element.tag in ("testsuites", "testsuite"):
        for attribute, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            if attribute in element.attrib:
                counted = sum(1 for _ in element.iter(tag))
                assert counted == int(element.get(attribute)), f"{attribute} of {element.get('name')}: {counted}"


def read_by_another(path, root):
    """What junitparser makes of it, in words."""
    try:
        import junitparser
    except ImportError:
        return "junitparser is not installed, and did not read it"
    read = junitparser.JUnitXml.fromfile(str(path))
    found = collections.Counter()
    for suite in read:
        for case in suite:
            found[type(case.result[0]).__name__.lower() if case.result else "passed"] += 1
    for tag in ("failure", "error", "skipped"):
        assert found[tag] == sum(1 for _ in root.iter(tag)), f"junitparser finds {found[tag]} {tag}"
    assert sum(found.values()) == read.tests == int(root.get("tests")), f"junitparser finds {found}"
    messages = {case.result[0].message for suite in read for case in suite if case.result}
    assert messages == {element.get("message") for tag in ("failure", "error", "skipped") for element in root.iter(tag)}
    return f"junitparser reads {found['passed']} passed, {found['failure']} failures, {found['error']} errors"


write_reports, *files = sys.argv[1:]
with tempfile.TemporaryDirectory() as folder:
    subprocess.run([write_reports, folder, *files], check=True)
    path = pathlib.Path(folder, "junit.xml")
    root = ElementTree.parse(path).getroot()
    words = read_by_another(path, root)
assert root.tag == "testsuites"
check(root)
names = [(suite.get("name"), case.get("name")) for suite in root for case in suite.iter("testcase")]
assert len(names) == len(set(names)), "a test has no name of its own"
hostile = "</script><img src=x onerror=\"document.title='owned'\">"
assert any(hostile in (failure.get("message") or "") for failure in root.iter("failure")), "the message did not survive"
print(f"{len(names)} testcases in {len(root)} testsuites; {words}")
