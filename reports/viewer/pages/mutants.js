/* The suite, tested: implementations that are wrong in one thing each, and who notices. From `ibid mutants --json`. */
"use strict";

(() => {
  const { make, own } = ibid;

  const fates = {
    killed: { symbol: "\u2713", class: "pass", word: "noticed" },
    survived: { symbol: "\u2717", class: "fail", word: "not noticed" },
    "too blunt": { symbol: "\u2014", class: "differs", word: "too blunt to count" },
    error: { symbol: "!", class: "error", word: "not tried" },
  };
  const fateOf = (mutant) => fates[mutant.fate] ?? fates.error;

  const fateMark = (mutant) =>
    make("span", { class: `verdict ${fateOf(mutant).class}` },
      make("span", { class: "symbol", "aria-hidden": "true" }, fateOf(mutant).symbol), " ", fateOf(mutant).word);

  const clauseLink = (id) => make("a", { href: ibid.href("mutants", id) }, own(ibid.core.clauses, id)?.number ?? "",
    " ", ibid.breakable(id));

  const noticed = (mutant) => [
    make("p", {}, mutant.clauses.length > 0 ? [ibid.count(mutant.clauses.length, "clause"), ", ",
      ibid.count(mutant.cases.length, "case"), ": ",
      mutant.clauses.map((id, index) => [index > 0 && ", ", clauseLink(id)])] : "No clause notices it.",
    mutant.choices.length > 0 && [" Choices answered otherwise: ", mutant.choices.map((id, index) =>
      [index > 0 && ", ", make("a", { href: ibid.href("choice", id) }, id)])]),
    make("p", { class: "fine" }, `Held to the profile ${mutant.profile}. `, make("code", {}, `ibid run --impl mutant:${mutant.name}`)),
  ];

  /** A mutant; who notices it is drawn when it is unfolded, since there are hundreds. */
  function mutantItem(mutant, open) {
    const details = make("details", { ontoggle: () => {
      if (details.open && details.childElementCount === 1) details.append(...noticed(mutant));
    } }, make("summary", {}, fateMark(mutant), " ", make("code", {}, mutant.name), " ", make("span", { class: "wrong" }, mutant.wrong)));
    details.open = open;
    return make("li", {}, details);
  }

  const titleOf = (chapter) => chapter.charAt(0).toUpperCase() + chapter.slice(1).replaceAll("_", " ");

  function byChapter(mutants) {
    const found = new Map();
    for (const mutant of mutants) found.set(mutant.chapter, [...(found.get(mutant.chapter) ?? []), mutant]);
    return found;
  }

  function summary(data) {
    const number = (fate) => data.mutants.filter((mutant) => mutant.fate === fate).length;
    const idle = data.clauses.filter((clause) => clause.runs && clause.kills.length === 0).length;
    return make("ul", { class: "figures" },
      make("li", {}, make("b", {}, data.mutants.length), " wrong implementations"),
      make("li", {}, make("b", {}, number("killed")), " noticed"),
      make("li", {}, make("b", {}, number("survived")), " not noticed"),
      make("li", {}, make("b", {}, number("too blunt")), " too blunt to count"),
      make("li", {}, make("b", {}, idle), " clauses that notice none"));
  }

  function matches(mutant, words) {
    const text = `${mutant.name} ${mutant.wrong} ${mutant.fate} ${fateOf(mutant).word}`.toLowerCase();
    return words.every((word) => text.includes(word));
  }

  function listing(data, query) {
    const words = (query.q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
    const shown = data.mutants.filter((mutant) => matches(mutant, words));
    return [
      make("p", { class: "fine", role: "status" },
        words.length > 0 ? `${ibid.count(shown.length, "mutant")} of ${data.mutants.length}` : ""),
      [...byChapter(shown)].map(([chapter, mutants]) => make("section", {}, make("h3", {}, titleOf(chapter)),
        make("ul", { class: "mutants" }, mutants.map((mutant) => mutantItem(mutant, shown.length <= 3))))),
    ];
  }

  const alone = (clause) => clause.cases.reduce((sum, one) => sum + one.kills_alone.length, 0);

  function clauseTable(data) {
    return make("details", { class: "more" }, make("summary", {}, "By clause: how many each one notices"),
      make("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": "Kills by clause" }, make("table", { class: "plain" },
        make("thead", {}, make("tr", {}, ["Clause", "Notices", "By one case alone"].map((text) => make("th", { scope: "col" }, text)))),
        make("tbody", {}, data.clauses.map((clause) => make("tr", {}, make("th", { scope: "row" }, clauseLink(clause.id)),
          make("td", { class: "number" }, clause.runs ? clause.kills.length : "not run on mutants"),
            make("td", { class: "number" }, clause.runs ? alone(clause) : "")))))));
  }

  function clausePage(data, id) {
    const clause = data.clauses.find((one) => one.id === id);
    if (!clause) return ibid.missing("No clause of that name was run on mutants.");
    const byName = new Map(data.mutants.map((mutant) => [mutant.name, mutant]));
    return [
      make("p", { class: "kicker" }, make("a", { href: ibid.href("mutants") }, "Mutants")),
      make("h1", { "data-title": id }, ibid.breakable(id)),
      make("p", { class: "lede" }, ibid.prose(own(ibid.core.clauses, id)?.text ?? ""), " ",
        make("a", { href: ibid.href("clause", id) }, "The clause")),
      make("p", {}, clause.runs ? `It notices ${ibid.count(clause.kills.length, "wrong implementation")}.`
        : "None of its cases runs on what is mutated."),
      make("ul", { class: "mutants" },
        clause.kills.map((name) => byName.get(name)).filter(Boolean).map((mutant) => mutantItem(mutant, false))),
      make("h2", {}, "By case"),
      make("ul", {}, clause.cases.map((one) => make("li", {},
        make("a", { href: ibid.href("case", one.id) }, own(ibid.core.cases, one.id)?.title ?? one.id),
        make("small", {}, ` notices ${one.kills.length}`, one.kills_alone.length > 0 && `, ${one.kills_alone.length} of them alone`)))),
    ];
  }

  async function draw(id, query) {
    if (!ibid.has("mutants")) return ibid.missing("This report was written without the mutants.");
    const data = await ibid.load("mutants");
    if (id) return clausePage(data, id);
    const place = make("div", {}, listing(data, query));
    const input = make("input", { type: "search", id: "mutants-search", value: query.q ?? "", autocomplete: "off", oninput: () => {
      ibid.keep({ q: input.value });
      place.replaceChildren(...[listing(data, { q: input.value })].flat(Infinity).filter(Boolean));
    } });
    return [
      make("h1", {}, "Mutants"),
      make("p", { class: "lede" },
        "A test suite is worth what it notices. These are implementations that are wrong on purpose, in one thing each: " +
        "the model with one answer broken. Every one has to be noticed by some clause, and every clause has to notice one."),
      summary(data),
      clauseTable(data),
      make("h2", {}, "Who notices what"),
      make("div", { class: "tools" }, make("label", {}, "Search mutants", input)),
      place,
    ];
  }

  ibid.page("mutants", draw);
})();
