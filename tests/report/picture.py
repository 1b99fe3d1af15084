#!/usr/bin/env python3
"""Usage: picture.py REPORT FRAGMENT OUT.png: what one sees of a report at a fragment such as "#/matrix", for README.md."""
import pathlib
import sys

import chromium

WIDTH, HEIGHT, SCALE = 1280, 800, 1.5


def main():
    report, fragment, out = sys.argv[1:]
    program = chromium.find()
    if program is None:
        sys.exit("picture.py: no Chromium is installed")
    with chromium.Chromium(program) as browser:
        browser.size(WIDTH, HEIGHT, scale=SCALE)
        browser.media("light")
        browser.go(pathlib.Path(report, "index.html").resolve().as_uri() + fragment)
        browser.until("document.querySelector('main h1') !== null && !document.querySelector('main').ariaBusy")
        browser.picture(out)


main()
