#!/usr/bin/env python3
"""Draws memory pictures in headless Chromium and uses them.

$IBID_AXE is axe-core's axe.min.js; without it, what axe-core looks at is left out, and that is said. Exits with 77,
which means skipped, where there is no Chromium.
"""
import json
import os
import pathlib
import shutil
import sys
import tempfile

import chromium

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>pictures</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="style.css"><link rel="stylesheet" href="picture.css">
<script src="app.js"></script><script src="picture.js"></script><script src="pictures.js"></script></head>
<body><main><h1>Pictures</h1></main></body></html>"""
EVIL = "</script><b>\u202e\u0007"


def array(elements, shape=None, **more):
    return dict({"kind": "array", "description": f"int64 array of shape ({len(elements)},)", "shape": shape or [len(elements)],
                 "content": "[" + ", ".join(elements) + "]", "elements": elements}, **more)


def step(names, objects, places=(), **more):
    return dict({"error": None, "names": names, "objects": objects, "buffers": [{"places": count} for count in places]}, **more)


VIEW = [step({"x": 0}, [array(["1", "2", "3", "4"], buffer=0, at=[0, 1, 2, 3])], [4]),
        step({"x": 0, "v": 1}, [array(["1", "2", "3", "4"], buffer=0, at=[0, 1, 2, 3]), array(["2", "3"], buffer=0, at=[1, 2])], [4]),
        None,
        step({"x": 0, "v": 1}, [array(["11", "12", "13", "14"], buffer=0, at=[0, 1, 2, 3]), array(["12", "13"], buffer=0, at=[1, 2])], [4])]
WIDE = [step({"x": 0, "y": 1, "r": 2, "b": 3},
             [array(["1", "2"], buffer=0, at=[0, 2], width=2), array(["1", "0", "2", "0"], buffer=0, at=[0, 1, 2, 3]),
              array(["2", "1"], buffer=0, at=[2, 0], width=2), array(["1", "2", "1", "2"], [2, 2], buffer=0, at=[0, 2, 0, 2], width=2)], [4])]
LIST = [step({"l": 0, "s": 2}, [{"kind": "list", "description": "list", "content": "[1, [...], []]", "items": [1, 0, 3]},
                                {"kind": "int", "description": "int", "content": "1"},
                                {"kind": "str", "description": "str" + EVIL, "content": EVIL * 3},
                                {"kind": "list", "description": "list", "content": "[]", "items": []}])]
UNPROVED = [step({"x": 0, "y": 1}, [array(["1"]), array(["1"])], unproved=[[0, 1]], error={"statement": 1, "kind": "other", "message": EVIL})]


class Tries:
    def __init__(self, browser):
        self.browser = browser
        self.count = 0
        self.bad = []

    def same(self, what, seen, expected):
        self.count += 1
        if seen != expected:
            self.bad.append(f"{what}: {seen!r}, not {expected!r}")

    def draw(self, steps, program, options=None):
        entry = {"model": "numpy", "steps": steps}
        self.browser.run("""(() => { const main = document.querySelector("main");
            main.replaceChildren(ibid.make("h1", {}, "Pictures"), ibid.pictures(%s)); })()"""
                         % ", ".join(map(json.dumps, (entry, program, options or {}))))

    def boxes(self):
        """The boxes of the step that is shown: text, left edge, right edge, classes."""
        return self.browser.run("""[...document.querySelectorAll(".memory-step.current .memory-figure .memory-box")].map((box) => {
            const place = box.getBoundingClientRect();
            return [box.querySelector(".memory-value").textContent, Math.round(place.left), Math.round(place.right), box.className]; })""")

    def text(self, selector):
        return self.browser.run(f"document.querySelector({json.dumps(selector)})?.textContent")


def steps_forward_and_back(tries):
    browser = tries.browser
    observed = step({"x": 0, "v": 1}, [array(["11", "12", "99", "14"]), array(["12", "13"])])
    tries.draw(VIEW, ["x = array([1, 2, 3, 4])", "v = x[1:3]", "u = 1", "x += 10"], {"act": 3, "observed": observed, "key": "numpy" + EVIL})
    boxes = tries.boxes()
    tries.same("elements", [box[0] for box in boxes], ["11", "12", "13", "14", "12", "13", "11", "12", "99", "14", "12", "13"])
    tries.same("a view stands below what it shares", [box[1:3] for box in boxes[4:6]], [box[1:3] for box in boxes[1:3]])
    tries.same("what is shared is marked", ["shared" in box[3] for box in boxes[:6]], [False, True, True, False, True, True])
    tries.same("what was observed otherwise is marked", [box[0] for box in boxes if "changed" in box[3]], ["99"])
    tries.same("and said", tries.text(".memory-step.current .memory-was"), "not 13")
    tries.same("nothing is proved of what was observed", ["unproved" in box[3] for box in boxes[6:]], [True] * 6)
    tries.same("a sentence says it", tries.text(".memory-step.current .memory-words"),
               "v is a view of x's elements 1 to 2; x changed to [11, 12, 13, 14]; v changed to [12, 13]. "
               "Observed: x is [11, 12, 99, 14], not [11, 12, 13, 14].")
    tries.same("the act is marked", tries.text("li.act code"), "x += 10")
    browser.run("document.querySelector('.pictures-tools button').focus()")
    for key, statement in (("ArrowLeft", 3), ("ArrowLeft", 2), ("Home", 1), ("ArrowLeft", 1), ("ArrowRight", 2), ("End", 4)):
        browser.press(key)
        tries.same(f"{key} leads to statement {statement}", tries.text(".memory-where"), f"After statement {statement} of 4")
        tries.same("one step is shown", browser.run(
            "[...document.querySelectorAll('.memory-step')].filter((one) => one.getClientRects().length > 0).length"), 1)
        tries.same("its statement is marked", browser.run(
            "[...document.querySelectorAll('.pictures-program li')].findIndex((one) => one.getAttribute('aria-current') === 'step') + 1"), statement)
    browser.press("Home")
    tries.same("and announced", tries.text("[aria-live]"),
               "After x = array([1, 2, 3, 4]): x is an int64 array of shape (4,), [1, 2, 3, 4].")
    browser.run("document.querySelectorAll('.pictures-program button')[2].click()")
    tries.same("a step that equals the one before it", tries.text(".memory-step.current .memory-words"),
               "v is a view of x's elements 1 to 2.")
    browser.media(kind="print")
    tries.same("on paper all steps are shown", browser.run(
        "[...document.querySelectorAll('.memory-step')].filter((one) => one.getClientRects().length > 0).length"), 4)
    browser.media()


def other_layouts(tries):
    tries.draw(WIDE, ["x = 1"])
    boxes = tries.boxes()
    x, y, r, b = boxes[:2], boxes[2:6], boxes[6:8], boxes[8:]
    tries.same("a larger element is as wide as its parts", (x[0][1], x[0][2]), (y[0][1], y[1][2]))
    tries.same("a reversed array stands as its elements do", ([box[0] for box in r], [box[1] for box in r]), (["1", "2"], [box[1] for box in x]))
    tries.same("and says which is which", tries.browser.run(
        "[...document.querySelectorAll('.memory-figure .memory-box')].slice(6, 8).map((one) => one.querySelector('.memory-index').textContent)"), ["[1]", "[0]"])
    tries.same("what repeats itself has lines", [box[1] for box in b], [x[0][1], x[1][1]] * 2)
    tries.draw(LIST, ["l = 1"])
    tries.same("a list in itself", [box[0] for box in tries.boxes()][:3], ["1", "\u2192 l", "\u2192 l[2]"])
    tries.same("what an implementation said is text", tries.browser.run("document.querySelectorAll('main b:not(.memory-names b), main script').length"), 0)
    tries.same("without marks of direction", tries.browser.run("/[\\u202e\\u0007]/.test(document.querySelector('main').textContent)"), False)
    tries.draw(UNPROVED, ["x = 1"])
    tries.same("what is not proved is said", "Not proved either way, whether they share: x and y." in (tries.text("main") or ""), True)
    tries.same("errors are said", tries.text(".memory-error").startswith("Raised </script>"), True)


def names_that_part(tries):
    lists = [{"kind": "list", "description": "list", "content": "[1]", "items": [1]}, {"kind": "int", "description": "int", "content": "1"},
             {"kind": "list", "description": "list", "content": "[1, 2]", "items": [1, 3]}, {"kind": "int", "description": "int", "content": "2"}]
    tries.draw([step({"l": 0, "m": 0}, lists[:2]), step({"l": 2, "m": 0}, lists)], ["l = m = [1]", "l = l + [2]"])
    tries.same("names that part are said to", tries.text(".memory-step.current .memory-words"), "l and m are no longer one list; l changed to [1, 2].")
    tries.same("an item that was not there is new", tries.text(".memory-step.current .memory-was"), "new")


def fits_and_is_accessible(tries, axe):
    options = {"observed": VIEW[1], "key": "torch"}
    for width, scheme in ((1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")):
        tries.browser.size(width, 900, width < 500)
        tries.browser.media(scheme)
        for steps in (VIEW, WIDE, LIST, UNPROVED, [step({"x": 0}, [array([str(10 ** i) for i in range(40)], buffer=0, at=list(range(40)))], [40])]):
            tries.draw(steps, [f"x = {i}" for i in range(len(steps))], options if steps is VIEW else {})
            tries.same(f"no scrolling sideways at {width}", tries.browser.run("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), True)
            if axe:
                tries.browser.run("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50))))")
                tries.same(f"axe-core, {scheme}", tries.browser.run("""axe.run(document, {resultTypes: ["violations"]}).then((found) => found.violations
                    .filter((one) => ["serious", "critical"].includes(one.impact)).map((one) => one.id + " " + one.nodes[0].target + " " + one.nodes[0].html))"""), [])


def main():
    program = chromium.find()
    if program is None:
        print("no Chromium")
        return 77
    with tempfile.TemporaryDirectory() as folder, chromium.Chromium(program) as browser:
        page = pathlib.Path(folder, "page.html")
        page.write_text(PAGE, encoding="utf-8")
        for name in ("style.css", "picture.css", "app.js", "picture.js", "pictures.js"):
            shutil.copy(ROOT / "reports" / "viewer" / name, folder)
        tries = Tries(browser)
        browser.size(1280, 900)
        browser.media()
        browser.go(page.as_uri())
        axe = os.environ.get("IBID_AXE")
        if axe:
            browser.run(pathlib.Path(axe).read_text(encoding="utf-8") + "\n;0")
        else:
            print("IBID_AXE is not set: what axe-core looks at is left out")
        steps_forward_and_back(tries)
        other_layouts(tries)
        names_that_part(tries)
        fits_and_is_accessible(tries, axe)
        tries.same("the console is silent", browser.messages, [])
        print(f"{tries.count} checks, {len(tries.bad)} failed")
        print("\n".join(tries.bad))
        return 1 if tries.bad or tries.count < 55 else 0


sys.exit(main())
