#!/usr/bin/env python3
"""Usage: check_tour.py ROOT: what the report does not check of the tour, the idioms and their costs when it is written.

That cases, choices and idioms exist which they name, `ibid report --html` checks itself.
"""
import collections
import json
import pathlib
import re
import sys

PARTS = {"text": {"text"}, "case": {"case", "say"}, "choice": {"choice", "say"}, "idiom": {"idiom", "say"},
         "cost": {"cost", "say"}, "rule": {"rule"}}
IDIOM = {"id", "code", "means", "holds"}
wrong = []


def check(fine, words):
    if not fine:
        wrong.append(words)


def once(ids, what):
    for name, count in collections.Counter(ids).items():
        check(count == 1, "%s %s stands there %d times" % (what, name, count))


def quoted(value, where):
    """Code stands between two backquotes."""
    for text in value.values() if isinstance(value, dict) else ():
        check(not isinstance(text, str) or text.count("`") % 2 == 0, "%s: a backquote is not closed: %s" % (where, text))


def check_tour(tour, costs):
    once([page["id"] for page in tour["pages"]], "the page")
    for page in tour["pages"]:
        where = "tour.json, " + page["id"]
        check({"id", "title", "short", "parts", "question"} == set(page), "%s: keys %s" % (where, sorted(page)))
        check({"ask", "case", "answer"} == set(page["question"]), where + ": the question needs ask, case and answer")
        check(any("rule" in part for part in page["parts"]), where + ": it teaches no rule")
        for part in page["parts"] + [page["question"], page]:
            quoted(part, where)
        for part in page["parts"]:
            check(set(part) in PARTS.values(), "%s: a part has %s" % (where, sorted(part)))
            for cost in part.get("cost", ()):
                check(cost in costs, "%s: costs.json has no %s" % (where, cost))


def check_idioms(idioms):
    once([group["id"] for group in idioms["groups"]], "the group")
    all_idioms = [idiom for group in idioms["groups"] for idiom in group["idioms"]]
    once([idiom["id"] for idiom in all_idioms], "the idiom")
    for idiom in all_idioms:
        where = "idioms.json, " + idiom["id"]
        check(IDIOM <= set(idiom) <= IDIOM | {"instead", "choices", "costs"}, "%s: keys %s" % (where, sorted(idiom)))
        check(idiom["holds"], where + ": it holds nothing")
        quoted(idiom, where)


def check_costs(costs, cases):
    check(costs["machine"].get("processor") and costs["machine"].get("system"), "costs.json names no machine")
    once([cost["id"] for cost in costs["costs"]], "the cost")
    shape = None
    for cost in costs["costs"]:
        where = "costs.json, " + cost["id"]
        check("case" not in cost or cost["case"] in cases, "%s: there is no case %s" % (where, cost.get("case")))
        check(all(time["nanoseconds"] > 0 for time in cost["times"]), where + ": a time that is none")
        measured = [(time["system"], time["elements"]) for time in cost["times"]]
        shape = shape or measured
        check(measured == shape and len(shape) >= 4, where + ": not measured as the others are")


def main(root):
    viewer = pathlib.Path(root, "reports", "viewer")
    tour, idioms, costs = (json.loads((viewer / (name + ".json")).read_text(encoding="utf-8"))
                           for name in ("tour", "idioms", "costs"))
    cases = set(re.findall(r"^(\S+)\tcase\t", pathlib.Path(root, "spec", "ids.lock").read_text(encoding="utf-8"), re.M))
    check(len(cases) > 1000, "ids.lock has %d cases" % len(cases))
    check_tour(tour, {cost["id"] for cost in costs["costs"]})
    check_idioms(idioms)
    check_costs(costs, cases)
    print("\n".join(wrong) or "%d pages, %d groups of idioms, %d costs" % (
        len(tour["pages"]), len(idioms["groups"]), len(costs["costs"])))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
