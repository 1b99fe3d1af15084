#!/usr/bin/env python3
"""Usage: report_bench.py IBID: how large the HTML report is, and how soon one sees it. tests/bench/README.md names the lines.

The report is of thirty implementations with every case: two that are run here, each under many versions.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "report"))
import chromium

IMPLEMENTATIONS = 30
TRIES = 7


def results(ibid, folder):
    """Files of IMPLEMENTATIONS implementations, half as NumPy and half as JAX would answer."""
    files = []
    for selector in ("model", "model:jax"):
        first = folder / "run.jsonl"
        subprocess.run([ibid, "run", "--impl", selector, "--no-times", "--out", str(first)], stdout=subprocess.DEVNULL, check=True)
        header, *rest = first.read_text(encoding="utf-8").split("\n")
        header = json.loads(header)
        for number in range(IMPLEMENTATIONS // 2):
            header["implementation"].update(selector=f"{selector}-{number}", name=f"{selector}-{number}")
            files.append(folder / f"{len(files)}.jsonl")
            files[-1].write_text("\n".join([json.dumps(header), *rest]), encoding="utf-8")
    return files


def bytes_below(folder):
    return sum(one.stat().st_size for one in folder.rglob("*") if one.is_file())


def middle(values):
    return sorted(values)[len(values) // 2]


def main():
    ibid, = sys.argv[1:]
    program = chromium.find()
    if program is None:
        print("report: skipped, no chromium is installed")
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        report = folder / "report"
        subprocess.run([ibid, "report", *map(str, results(ibid, folder)), "--html", str(report)], check=True)
        print("report_bytes: %d" % bytes_below(report))
        print("report_core_bytes: %d" % (report / "data" / "core.js").stat().st_size)
        with chromium.Chromium(program) as browser:
            browser.size(1280, 900)
            for name, fragment in (("start", ""), ("matrix", "#/matrix?impl=all"), ("unfolded", "#/matrix?impl=all&depth=cases")):
                paints = []
                for _ in range(TRIES):
                    browser.go((report / "index.html").as_uri() + fragment)
                    browser.until("document.querySelector('main h1') !== null && performance.getEntriesByName('first-contentful-paint').length > 0")
                    paints.append(browser.run("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
                print("report_%s_first_paint_ms: %.0f" % (name, middle(paints)), flush=True)


main()
