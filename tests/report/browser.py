#!/usr/bin/env python3
"""Usage: browser.py WRITE_REPORTS PROBE FILE…: opens the page in headless Chromium and tries it out.

Every file is one of the samples; PROBE is the script that tries. Exits with 77, which means skipped,
where there is no Chromium.
"""
import html
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
if browser is None:
    print("skipped: no chromium is installed")
    sys.exit(77)

write_reports, probe, *files = sys.argv[1:]


def dom(page, fragment, size, *options):
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                   "--disable-background-networking", "--disable-component-update", "--disable-sync",
                   f"--user-data-dir={profile}", f"--window-size={size}", "--virtual-time-budget=5000", *options,
                   "--dump-dom", page.as_uri() + fragment]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=100, check=False)
    assert "</html>" in done.stdout, f"no page came back: {done.stderr[-500:]}"
    return done.stdout


def outcome(page, fragment, size):
    text = re.search(r'<pre id="outcome">(.*?)</pre>', dom(page, fragment, size), re.S)
    assert text, f"the probe did not get to its end at {fragment or 'the start'}"
    for name, value in json.loads(html.unescape(text.group(1))).items():
        checks.append((f"{name} ({fragment or 'no fragment'}, {size})", value))


checks = []
with tempfile.TemporaryDirectory() as folder:
    subprocess.run([write_reports, folder, *files], check=True)
    page = pathlib.Path(folder, "index.html")
    shutil.copy(probe, pathlib.Path(folder, "probe.js"))
    page.write_text(page.read_text(encoding="utf-8").replace("</body>", '<script src="probe.js"></script>\n</body>'),
                    encoding="utf-8")
    cell = "#array.iadd.identity/every-alias-sees-the-update@hostile-driver-flag=-b"
    for fragment in ("", cell, "#choice:overlap@torch", "#array.iadd.identity", "#%ff", "#nothing@numpy"):
        outcome(page, fragment, "1280,900")
    outcome(page, "", "390,844")
    outcome(page, cell, "390,844")

bad = [f"{name}: {value}" for name, value in checks if value is not True]
print("\n".join(bad) or f"{len(checks)} checks hold")
sys.exit(1 if bad or len(checks) < 40 else 0)
