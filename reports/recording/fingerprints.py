"""reports/fingerprints.json and reports/fingerprints.md: what systems answered to the choices, from their recordings."""
import json
import os
import re

import entries

DATA = os.path.join(entries.ROOT, "reports", "fingerprints.json")
PAGE = os.path.join(entries.ROOT, "reports", "fingerprints.md")


def of_header(header):
    implementation = header["implementation"]
    return {"name": implementation["name"], "version": implementation["version"], "language": implementation["language"],
            "profile": header["profile"], "answers": header["fingerprint"]}


def title(key):
    return key.replace(entries.TRACED, ", traced").split("@")[0]


def shown(given):
    """As in "cpython 2.7.18 and 3.6.15, numpy 2.4.6": each name once."""
    versions = {}
    for key, entry in given:
        versions.setdefault(title(key), []).append(re.sub(r"(\d)\+.*", r"\1", entry["version"]))
    return ", ".join("%s %s" % (name, " and ".join(filter(None, [", ".join(listed[:-1]), listed[-1]])))
                     for name, listed in versions.items())


def page(fingerprints):
    lines = ["# What systems answer", "",
             "From the recordings in `results`, which `script/record` makes; `fingerprints.json` has the same as data.",
             "\"unknown\": a choice presupposes an answer to another one, or uses what the system does not have.", "",
             "| implementation | version | on | held to the profile |", "| --- | --- | --- | --- |"]
    for key, entry in fingerprints.items():
        lines.append("| %s | %s | %s | %s |" % (title(key), entry["version"], entry["language"] or "",
                                                entry["profile"] or "none"))
    for choice in entries.listed("choices"):
        lines += ["", "## %s" % choice["id"], "", choice["asks"], "", "| answer | given by |", "| --- | --- |"]
        given = {}
        for key, entry in fingerprints.items():
            given.setdefault(entry["answers"].get(choice["id"], "not asked"), []).append((key, entry))
        order = choice["answers"] + sorted(set(given) - set(choice["answers"]))
        lines += ["| %s | %s |" % (answer, shown(given[answer])) for answer in order if answer in given]
    return "\n".join(lines) + "\n"


def files(headers):
    """The two files as {path: text}, from the recordings' headers by entry."""
    fingerprints = {entry.key: of_header(header) for entry, header in headers.items() if entry.implementation not in entries.OWN}
    return {DATA: json.dumps(fingerprints, indent=1) + "\n", PAGE: page(fingerprints)}
