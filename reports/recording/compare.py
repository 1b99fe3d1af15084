"""Whether a run shows what another one showed: verdicts, answers and observed outcomes. Not compared is what a run tells in
words (messages, reasons), what depends on the clock, and raw observations, of which the outcomes are the judged part."""
MOST = 20

# What is read of work that nobody waited for is a race on every device that is not simulated: it may change at any time.
RACES = ("order_unasked", "source_in_flight")


def outcome(record):
    holds = {True: "holds", False: "does not hold", None: "is not decided"}[record["holds"]]
    seen = record["seen"] or ""
    if record["evidence"] == "none":  # then it says why
        seen = ""
    if record["kind"] == "raises":  # "casting (UFuncTypeError: …)": the kind is ibid's word, the rest the system's
        seen = seen.split(" (")[0]
    return "%s (%s%s)" % (holds, record["evidence"], ": " + seen if seen else "")


def verdict(record):
    return record["verdict"] + (", as expected" if record.get("expected_failure") else "")


def facts_of_header(record):
    yield "the profile", record["profile"]


def facts_of_choice(record):
    if record["id"] in RACES:
        return
    yield "the answer to %s" % record["id"], record["answer"]
    yield "the verdict on %s" % record["id"], verdict(record)
    for probe in record["probes"]:
        yield "the answer of %s" % probe["id"], "%s (%s)" % (probe["answer"], probe["verdict"])


def facts_of_case(record):
    yield record["id"], verdict(record)
    error = record.get("error")
    yield "%s: what it raised" % record["id"], error and "%s, in statement %d" % (error["kind"], error["statement"])
    for number, each in enumerate(record["outcomes"], 1):
        yield "%s: outcome %d, %s %s" % (record["id"], number, each["kind"], each["text"]), outcome(each)


FACTS = {"header": facts_of_header, "choice": facts_of_choice, "case": facts_of_case}


def facts(records):
    return dict(fact for record in records if record["record"] in FACTS for fact in FACTS[record["record"]](record))


def differences(old, new):
    """A sentence for each fact that is not as it was; many are counted."""
    before, now = facts(old), facts(new)
    found = ["%s was \"%s\" and is \"%s\"" % (what, before.get(what, "not there"), now.get(what, "not there"))
             for what in list(before) + [what for what in now if what not in before]
             if before.get(what, "not there") != now.get(what, "not there")]
    return found if len(found) <= MOST else found[:MOST] + ["and %d more" % (len(found) - MOST)]


def problems(status, records):
    """What is wrong with a run, whatever it is compared with."""
    if status != 0:
        yield "ibid run ended with %d" % status
    if not records or records[-1]["record"] != "footer":
        yield "the results are not complete"
    for record in records:
        if record.get("verdict") == "error" and not record.get("expected_failure"):
            yield "%s is an error: %s" % (record["id"], record["reason"])
        if record.get("verdict") == "unsupported" and not record["reason"]:
            yield "%s is unsupported without a reason" % record["id"]
