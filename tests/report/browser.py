#!/usr/bin/env python3
"""Usage: browser.py WRITE_REPORTS FILE…: opens the report in headless Chromium and uses it as people do.

Every FILE is one of the samples. $IBID_AXE is axe-core's axe.min.js (script/test --all installs it); without it,
what axe-core looks at is left out, and that is said. Exits with 77, which means skipped, where there is no Chromium.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

import chromium
import hostile

DESKTOP = (1280, 900, False)
PHONE = (390, 844, True)
CASE = "array.iadd.identity/every-alias-sees-the-update"
# What no page may have, and every page has to; gives what is wrong.
ON_EVERY_PAGE = """(() => {
  const wrong = [];
  const say = (fine, words) => { if (!fine) wrong.push(words); };
  const all = (selector) => [...document.querySelectorAll(selector)];
  say(document.documentElement.scrollWidth <= document.documentElement.clientWidth, `it scrolls sideways: ${document.documentElement.scrollWidth}`);
  say(all("h1").length === 1, `${all("h1").length} h1`);
  say(!/^(Not here|This page could not)/.test(document.querySelector("h1")?.textContent), "it is not there");
  const levels = all("h1, h2, h3, h4").map((one) => Number(one.tagName[1]));
  say(levels.every((level, index) => index === 0 || level <= levels[index - 1] + 1), `headings skip a level: ${levels}`);
  const ids = all("[id]").map((one) => one.id);
  say(new Set(ids).size === ids.length, "an id occurs twice");
  say(all("img, iframe, main script, main style, [onerror]").length === 0, "what an implementation said is markup");
  say(!/[\\u202a-\\u202e\\u2066-\\u2069\\u0007\\u001b]/.test(document.body.textContent), "control characters are shown");
  say(!/owned/.test(document.title), `the title is ${document.title}`);
  say(all("table").every((table) => table.closest(".scroll") || table.scrollWidth <= table.parentElement.clientWidth + 1), "a table sticks out");
  say(all("td a").every((link) => /[a-z]{3}/.test(link.getAttribute("aria-label") ?? link.textContent)), "a cell says nothing in words");
  say(all("main a[href^='#/']").every((link) => ibid.place(link.hash).page !== "undefined"), "a link leads nowhere");
  return wrong;
})()"""
AXE = """axe.run(document, {resultTypes: ["violations"]}).then((found) => found.violations
  .filter((one) => ["serious", "critical"].includes(one.impact))
  .map((one) => `${one.id}: ${one.nodes.length} times, such as ${one.nodes[0].target} ${one.nodes[0].any[0]?.thrown ?? ""}`))"""


class Tries:
    def __init__(self, browser, page, axe):
        self.browser, self.page, self.axe = browser, page, axe
        self.count = 0
        self.bad = []
        self.where = ""

    def check(self, what, fine, seen=""):
        self.count += 1
        if fine is not True:
            self.bad.append(f"{self.where}: {what}: {seen if fine is False else fine}")

    def same(self, what, seen, expected):
        self.check(what, seen == expected, f"{seen!r}, not {expected!r}")

    def open(self, fragment):
        self.where = fragment or "the start"
        self.browser.go(self.page.as_uri() + fragment)
        self.settle()

    def settle(self):
        """Waits until the page is drawn, and what comes in portions is there."""
        self.browser.run("""new Promise((done) => {
            const count = () => `${location.hash} ${document.getElementById("main").ariaBusy} ${document.querySelectorAll("main *").length}`;
            let before = "", same = 0;
            const look = () => {
                const now = count();
                same = now === before && !now.includes(" true ") ? same + 1 : 0;
                before = now;
                if (same === 3) done();
                else setTimeout(look, 25);
            };
            look();
        })""")

    def run(self, expression):
        return self.browser.run(expression)

    def hash(self):
        return self.run("location.hash")

    def click(self, selector):
        self.run(f"document.querySelector({json.dumps(selector)}).click()")
        self.settle()

    def choose(self, name, value):
        self.run(f"""(() => {{
            const select = [...document.querySelectorAll(".tools label")].find((label) => label.firstChild.data === {json.dumps(name)}).querySelector("select");
            select.value = {json.dumps(value)};
            select.dispatchEvent(new Event("change", {{ bubbles: true }}));
        }})()""")
        self.settle()

    def shown(self):
        return self.run("[...document.querySelectorAll('tr.clause th .id')].map((one) => one.textContent)")

    def no_messages(self):
        self.same("the console is silent", self.browser.messages, [])
        self.browser.messages.clear()

    def look(self):
        """What has to be so on every page."""
        self.same("it is well made", self.run(ON_EVERY_PAGE), [])
        if self.axe:
            self.run(self.axe + ";0")
            self.same("axe-core finds nothing serious", self.run(AXE), [])
        self.no_messages()


def kinds(tries):
    """An address for every kind of page; keys come from the report."""
    tries.open("")
    pages = tries.run("""(() => {
        const [numpy, torch] = ["numpy", "torch"].map((family) => ibid.core.implementations.find((one) => one.family === family).key);
        const evil = ibid.core.implementations.find((one) => one.name?.includes("evil") || one.key.includes("hostile")).key;
        const clause = "array.iadd.identity", id = CASE;
        return ["", ibid.href("matrix"), ibid.href("matrix", "", null, { depth: "cases", impl: "all" }), ibid.href("matrix", "", null, { q: "nowhere" }),
            ibid.href("choices", "", null, { impl: "all" }), ibid.href("clause", clause), ibid.href("clause", clause, torch), ibid.href("clause", clause, evil),
            ibid.href("case", id), ibid.href("case", id, numpy), ibid.href("case", id, evil), ibid.href("choice", "overlap"), ibid.href("choice", "overlap", torch),
            ibid.href("choice", "array_iadd", evil), ...[numpy, torch, evil].map((key) => ibid.href("implementation", key)),
            ...[...document.querySelectorAll("header nav a")].map((link) => link.hash)];
    })()""".replace("CASE", json.dumps(CASE)))
    # Of pages that list others of their kind, one of these.
    for page in list(pages):
        if page.count("/") == 1 and "?" not in page and page != "":
            tries.open(page)
            below = tries.run(f"document.querySelector('main a[href^=\"{page}/\"]')?.hash ?? null")
            if below:
                pages.append(below)
    return list(dict.fromkeys(pages))


def every_page(tries):
    paints = []
    pages = kinds(tries)
    for scheme, size in (("light", DESKTOP), ("dark", DESKTOP), ("light", PHONE), ("dark", PHONE)):
        tries.browser.size(*size)
        tries.browser.media(scheme)
        for page in pages:
            tries.open(page)
            tries.where = f"{page or 'the start'}, {scheme}, {size[0]} pixels"
            tries.look()
            paints.append(
                (tries.run("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"), page)
            )
    tries.browser.media()
    tries.browser.size(*DESKTOP)
    print(
        f"{len(pages)} pages; first paint after {min(paints)[0]:.0f} to {max(paints)[0]:.0f} ms (of {max(paints)[1] or 'the start'})"
    )
    for wrong in (
        "#/nothing",
        "#/case/nothing",
        "#/clause/array.iadd.identity@nobody",
        "#/%ff",
        "#nothing",
        "#/implementation/__proto__",
        "#/choice/constructor",
    ):
        tries.open(wrong)
        tries.check(
            "it says that there is nothing", tries.run("document.querySelector('h1').textContent") in ("Not here",)
        )
        tries.no_messages()


def matrix(tries):
    tries.open("#/matrix")
    run = tries.run
    tries.same("chapters are folded", tries.shown(), [])
    sums = run("[...document.querySelectorAll('tr.chapter td a')].map((one) => one.getAttribute('aria-label'))")
    tries.check("sums say what they are", all(": " in one for one in sums) and len(sums) > 3, sums)

    run("document.querySelector('.grid .fold').focus()")
    tries.browser.press("Enter")
    tries.settle()
    tries.check("Enter unfolds a chapter", len(tries.shown()) > 0, tries.shown())
    tries.check("the address keeps it", "fold=" in tries.hash(), tries.hash())
    tries.same("and the focus stays", run("document.activeElement.getAttribute('aria-expanded')"), "true")
    tries.browser.press("ArrowRight")
    first = run("document.activeElement.closest('td') && document.activeElement.getAttribute('aria-label')")
    tries.check("the right arrow goes to the first system", bool(first), first)
    tries.browser.press("ArrowDown")
    tries.same(
        "the down arrow to the same system below",
        run("document.activeElement.getAttribute('aria-label').split(':')[0]"),
        (first or "").split(":")[0],
    )
    tries.check("in the next row", run("document.activeElement.closest('tr').className === 'clause'"))
    tries.browser.press("ArrowUp")
    tries.browser.press("ArrowUp")
    tries.check("above the first row are the systems", run("document.activeElement.closest('thead') !== null"))
    tries.browser.press("End")
    tries.check("End goes to the last", run("document.activeElement.closest('th').nextSibling === null"))
    tries.same("Tab has one stop in the table", run("document.querySelectorAll('.grid [tabindex=\"0\"]').length"), 1)

    tries.open("#/matrix")
    tries.browser.press("/")
    tries.same("/ goes to the search", run("document.activeElement.id"), "search")
    tries.browser.type("in reverse")
    tries.settle()
    tries.same("search finds cases", tries.shown(), ["array.slice.view"])
    tries.check("the address keeps it", "q=in%20reverse" in tries.hash(), tries.hash())
    count = run("document.querySelector('output').textContent")
    tries.check("the count is told", count.startswith("1 clause, 1 case,"), count)
    tries.browser.press("Escape")
    tries.settle()
    tries.check("Escape ends the search", "q=" not in tries.hash(), tries.hash())

    tries.choose("Verdict", "fail")
    tries.check("a filter is kept in the address", "verdict=fail" in tries.hash(), tries.hash())
    found = tries.shown()
    tries.check("it leaves what fails", 0 < len(found) < 6, found)
    tries.open(tries.hash())
    tries.same("the address opens the same", tries.shown(), found)
    tries.choose("Verdict", "")
    everything = tries.run("document.querySelector('output').textContent")
    tries.choose("Profile", "numpy")
    heads = run("[...document.querySelectorAll('.grid thead a')].map((one) => one.title)")
    tries.same(
        "the profile chooses the systems",
        heads,
        run("ibid.core.implementations.filter((one) => one.profile === 'numpy').map(ibid.title)"),
    )
    tries.choose("Profile", "")
    tries.same("and gives them back", run("document.querySelector('output').textContent"), everything)
    tries.choose("Chapter", run("String(ibid.core.chapters.at(-1).number)"))
    tries.same("one chapter", run("document.querySelectorAll('tr.chapter').length"), 1)

    should = run(
        "Object.values(ibid.core.cases).filter((one) => one.level === 'SHOULD' && one.verdicts.includes('f')).length"
    )
    tries.open("#/matrix?verdict=should&depth=cases")
    tries.same("failures of a SHOULD are told apart", run("document.querySelectorAll('tr.case').length"), should)
    tries.open("#/matrix")
    tries.click(".menu summary")
    run("document.querySelector('.menu-content input').focus()")
    tries.browser.press(" ")
    tries.settle()
    tries.check("a system is taken out", "impl=" in tries.hash(), tries.hash())
    tries.browser.press("Escape")
    tries.same("Escape closes the menu", run("document.querySelector('.menu').open"), False)
    tries.no_messages()


def changed(tries):
    """Two versions of one family, of which the second differs: the samples have none, so one is made."""
    tries.open("#/matrix")
    tries.run("""(() => {
        const { implementations, cases, choices } = ibid.core;
        const column = implementations.findIndex((one) => one.family === "numpy");
        implementations.push({ ...implementations[column], key: "numpy@0.9", version: "0.9", newest: false });
        for (const record of [...Object.values(cases), ...Object.values(choices)]) record.verdicts += record.verdicts[column];
        const last = cases["array.slice.view/in-reverse"];
        last.verdicts = last.verdicts.slice(0, -1) + (last.verdicts.at(-1) === "f" ? "p" : "f");
        location.hash = "#/";
    })()""")
    tries.settle()
    tries.run("location.hash = '#/matrix?changed=any'")
    tries.settle()
    tries.same("what is new in a version", tries.shown(), ["array.slice.view"])
    heads = tries.run("[...document.querySelectorAll('.grid thead a')].map((one) => one.title)")
    tries.check("both versions stand side by side", len(heads) == 2 and any("0.9" in one for one in heads), heads)
    tries.no_messages()


def long_tables(tries):
    """Rows come as one comes to them; the samples have too few, so one case is multiplied."""
    tries.open("#/")
    tries.run(
        """(() => {
        const { cases, clauses } = ibid.core, id = "array.slice.view/in-reverse", list = clauses["array.slice.view"].cases;
        for (let number = 0; number < 900; number++) {
            cases[`${id}-${number}`] = cases[id];
            list.push(`${id}-${number}`);
        }
        for (let number = 0; number < 300; number++) {
            clauses[`name.more-${number}`] = { ...clauses["name.assignment"] };
            ibid.core.chapters.at(-1).clauses.push(`name.more-${number}`);
        }
    })()"""
    )
    tries.run("location.hash = '#/matrix?depth=clauses'")
    tries.settle()
    count = "document.querySelectorAll('tr.clause').length"
    tries.check("not all rows are drawn at first", tries.run(count) < 200, tries.run(count))
    for _ in range(20):
        tries.run("(() => { const box = document.querySelector('.grid-box'); box.scrollTop = box.scrollHeight; })()")
        tries.settle()
    tries.check("scrolling draws the rest", tries.run(count) > 300, tries.run(count))
    place = tries.run("document.querySelector('.grid-box').scrollTop")
    tries.run("location.hash = '#/choices'")
    tries.settle()
    tries.run("history.back()")
    tries.settle()
    tries.same("back shows the same place", tries.run("document.querySelector('.grid-box').scrollTop"), place)
    tries.no_messages()


def going_about(tries):
    tries.open("#/matrix?depth=cases")
    run = tries.run
    run("document.querySelector('tr.case td a').focus()")
    run("document.querySelector('.grid-box').scrollTop = 57")
    tries.browser.press("Enter")
    tries.settle()
    cell = tries.hash()
    tries.check("a cell has an address", cell.startswith("#/case/") and "@" in cell, cell)
    tries.same("the focus goes to the heading", run("document.activeElement.tagName"), "H1")
    tries.check(
        "the title names it",
        run("document.title.includes(document.querySelector('h1').textContent)"),
        run("document.title"),
    )
    run("history.back()")
    tries.settle()
    tries.same("back goes back", tries.hash(), "#/matrix?depth=cases")
    tries.same("to where one was", run("document.querySelector('.grid-box').scrollTop"), 57)
    run("history.forward()")
    tries.settle()
    tries.same("forward goes forward", tries.hash(), cell)
    tries.browser.press("/")
    tries.browser.type("slice")
    tries.browser.press("Enter")
    tries.settle()
    tries.check("search leads to the matrix from anywhere", tries.hash().startswith("#/matrix?q=slice"), tries.hash())
    tries.check("and finds", "array.slice.view" in tries.shown(), tries.shown())

    tries.open("")
    tries.browser.press("Tab")
    tries.same("the first stop skips the shell", run("document.activeElement.className"), "skip")
    tries.browser.press("Enter")
    tries.same("to the content", run("document.activeElement.id"), "main")
    ring = run(
        "(() => { const link = document.querySelector('main a'); link.focus({ focusVisible: true }); return getComputedStyle(link).outlineStyle; })()"
    )
    tries.same("the focus is seen", ring, "solid")
    tries.no_messages()


def cell(tries):
    tries.open("")
    tries.open(
        tries.run(
            f"ibid.href('case', {json.dumps(CASE)}, ibid.core.implementations.find((one) => one.key.includes('hostile')).key)"
        )
    )
    run = tries.run
    first = run("[...document.querySelectorAll('.outcomes tbody tr:first-child code')].map((one) => one.textContent)")
    tries.same("expected and observed stand side by side", first, ["x is a", "x is not a"])
    tries.check(
        "the message is text",
        '</script><script>document.title="owned"</script> \\x01'
        in run("document.querySelector('.thrown').textContent"),
    )
    tries.check(
        "the native text is shown",
        run("[...document.querySelectorAll('.program')].some((one) => one.textContent.includes('evil.x += 10'))"),
    )
    tries.same(
        "every system is a click away",
        run("document.querySelectorAll('.groups .chip').length"),
        run("ibid.core.implementations.length"),
    )
    run("document.querySelector('.chip:not([aria-current])').click()")
    tries.settle()
    tries.check(
        "and shows its own verdict", run("document.querySelector('.banner .verdict').textContent.trim()") != "", ""
    )
    tries.no_messages()


def colours(tries):
    ground = "getComputedStyle(document.body).backgroundColor"
    tries.browser.media("light")
    tries.open("")
    light = tries.run(ground)
    tries.click(".theme")
    dark = tries.run(ground)
    tries.check("the switch darkens", dark != light, dark)
    tries.open("#/matrix")
    tries.same("it is remembered", tries.run(ground), dark)
    tries.same(
        "the switch says what it does",
        tries.run("document.querySelector('.theme').getAttribute('aria-label')"),
        "Light colours",
    )
    tries.browser.media("dark")
    tries.click(".theme")
    tries.same("and lightens where the system is dark", tries.run(ground), light)
    tries.browser.media("light")
    tries.open("")
    tries.same("which is remembered too", tries.run(ground), light)
    tries.run("localStorage.clear()")
    tries.browser.media("dark")
    tries.open("")
    tries.same("without a choice the system's counts", tries.run(ground), dark)
    tries.browser.media()


def phone(tries):
    tries.browser.size(320, 640, True)
    tries.open("#/matrix?depth=clauses&impl=all")
    run = tries.run
    place = "document.querySelector('tr.clause th').getBoundingClientRect().left - document.querySelector('.grid-box').getBoundingClientRect().left"
    run("document.querySelector('.grid-box').scrollTo(150, 200)")
    tries.settle()
    tries.check("the table scrolls in its box", run("document.querySelector('.grid-box').scrollLeft > 0"))
    tries.check("its first column stays", abs(run(place)) < 3, run(place))
    top = "document.querySelector('.grid thead th').getBoundingClientRect().top - document.querySelector('.grid-box').getBoundingClientRect().top"
    tries.check("its head stays", abs(run(top)) < 3, run(top))
    tries.check(
        "filters wait behind a button", run("document.querySelector('.tools select').checkVisibility()") is False
    )
    tries.click(".show-filters")
    tries.check("and come", run("document.querySelector('.tools select').checkVisibility()"))
    tries.browser.size(*DESKTOP)


def paper(tries):
    for page in ("#/matrix?depth=clauses", f"#/case/{CASE}", ""):
        tries.open(page)
        tries.browser.media("dark", "print")
        tries.settle()
        tries.where = f"{page or 'the start'} on paper"
        tries.check("the shell is left out", tries.run("!document.querySelector('header.shell').checkVisibility()"))
        tries.same(
            "it is black on white", tries.run("getComputedStyle(document.body).backgroundColor"), "rgb(255, 255, 255)"
        )
        tries.check(
            "nothing is cut off",
            tries.run(
                "[...document.querySelectorAll('.scroll')].every((box) => getComputedStyle(box).overflowY === 'visible')"
            ),
        )
        pages = tries.browser.call("Page.printToPDF", printBackground=True)["data"]
        tries.check("it prints", len(pages) > 2000, len(pages))
        tries.browser.media()
    tries.no_messages()


def main():
    program = chromium.find()
    if program is None:
        print("skipped: no chromium is installed")
        return 77
    write_reports, *files = sys.argv[1:]
    axe = os.environ.get("IBID_AXE")
    with tempfile.TemporaryDirectory() as folder, chromium.Chromium(program) as browser:
        files = hostile.enlarged(files, folder)
        subprocess.run([write_reports, folder, *files], check=True)
        browser.size(*DESKTOP)
        tries = Tries(
            browser, pathlib.Path(folder, "index.html"), pathlib.Path(axe).read_text(encoding="utf-8") if axe else None
        )
        for what in (every_page, matrix, changed, long_tables, going_about, cell, colours, phone, paper):
            what(tries)
    print(
        "\n".join(tries.bad) or f"{tries.count} checks hold{'' if axe else ', without axe-core: $IBID_AXE names none'}"
    )
    return 1 if tries.bad or tries.count < 200 else 0


if __name__ == "__main__":
    sys.exit(main())
