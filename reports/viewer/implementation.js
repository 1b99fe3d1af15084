/* The page of an implementation: how it went, and what it would take to conform. */
"use strict";

(() => {
  const { make, own } = ibid;

  const byClause = (ids) => Map.groupBy(ids, (id) => ibid.core.cases[id].clause);

  function facts(one) {
    const before = ibid.before(one);
    const family = ibid.core.implementations.filter((other) => other.family === one.family && other !== one);
    const list = [
      ["Language", one.language], ["Platform", one.platform],
      ["Started by", make("code", {}, `ibid run --impl ${one.selector}${one.mode === "traced" ? " --mode traced" : ""}`)],
      ["Held to", one.profile ? `profile ${one.profile}` : "its own answers: no profile is claimed"],
      ["Others of its family", family.length > 0 && family.map((other, index) => [index > 0 && ", ", ibid.implementationLink(other)])],
      ["Changed", before && make("a", { href: ibid.href("matrix", "", null, { changed: one.key }) }, `what is different from ${ibid.title(before)}`)],
    ];
    return make("dl", { class: "facts" }, list.filter(([, value]) => value).map(([name, value]) => [make("dt", {}, name), make("dd", {}, value)]));
  }

  function numbers(counts) {
    const shown = [..."pfexsiun-"].filter((letter) => counts[letter] || letter === "p" || letter === "f");
    return [ibid.bar(counts), make("ul", { class: "stats" }, shown.map((letter) =>
      make("li", { class: ibid.verdicts[letter].class }, ibid.symbol(letter), " ", make("b", {}, (counts[letter] ?? 0).toLocaleString("en")), " ",
        ibid.verdicts[letter].many)))];
  }

  // Cases by clause, each with what was said about it.
  function failures(one, ids, details) {
    const column = ibid.column(one.key);
    return make("ul", { class: "rows" }, [...byClause(ids)].map(([clause, cases]) => make("li", {},
      make("div", { class: "row-head" }, ibid.link("clause", clause, one.key), make("span", { class: "level" }, ibid.core.clauses[clause].level)),
      make("p", { class: "text" }, ibid.core.clauses[clause].text),
      make("ul", { class: "found" }, cases.map((id) => make("li", {},
        make("a", { href: ibid.href("case", id, one.key) }, ibid.symbol(ibid.shown(ibid.core.cases[id], column)), " ", ibid.core.cases[id].title),
        details.get(id)?.reason && make("p", { class: "said" }, details.get(id).reason),
        ibid.expectedFailure(details.get(id)?.expected_failure)))))));
  }

  function differing(one, ids, told) {
    const column = ibid.column(one.key);
    return make("ul", { class: "rows" }, ids.map((id) => {
      const choice = ibid.core.choices[id];
      return make("li", {}, make("div", { class: "row-head" }, ibid.verdict(ibid.letter(choice, column)), ibid.link("choice", id, one.key)),
        make("p", { class: "text" }, choice.asks),
        make("p", { class: "said" }, "Answers ", ibid.quoted(choice.given[column]), "; the profile says ",
          ibid.quoted(own(ibid.core.profiles, one.profile)?.[id] ?? "otherwise"), "."),
        ibid.expectedFailure(told(id)?.expected_failure));
    }));
  }

  // Reasons with their counts, the most frequent first, each with its cases in a fold.
  function reasons(one, ids, details) {
    const groups = [...Map.groupBy(ids, (id) => details.get(id)?.reason || "without a reason")].sort((a, b) => b[1].length - a[1].length);
    return make("ul", { class: "rows" }, groups.map(([reason, cases]) => make("li", {},
      make("details", { class: "more" },
        make("summary", {}, make("b", { class: "number" }, cases.length), " ", make("span", { class: "said" }, reason)),
        make("ul", { class: "found" }, cases.map((id) => make("li", {},
          make("a", { href: ibid.href("case", id, one.key) }, ibid.core.cases[id].title), " ", make("small", {}, ibid.core.cases[id].clause))))))));
  }

  function chapters(one) {
    const column = ibid.column(one.key);
    return make("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": "By chapter" }, make("table", { class: "plain" },
      make("thead", {}, make("tr", {}, ["Chapter", "Cases", "Passed", "Failed", "Expected to fail", "Unsupported", "Not applicable"].map((words, index) =>
        make("th", { scope: "col", class: index > 1 ? "number" : null }, words)))),
      make("tbody", {}, ibid.core.chapters.map((chapter) => {
        const counts = ibid.tally(chapter.clauses.flatMap((id) => ibid.core.clauses[id].cases), column);
        const number = (letters) => make("td", { class: "number" }, [...letters].reduce((sum, letter) => sum + (counts[letter] ?? 0), 0));
        const href = ibid.href("matrix", "", null, { impl: one.key, chapter: chapter.number });
        return make("tr", {}, make("th", { scope: "row" }, make("a", { href }, `${chapter.number} ${chapter.title}`)),
          make("td", {}, ibid.bar(counts)), number("p"), number("fe"), number("x"), number("u"), number("n"));
      }))));
  }

  const section = (title, ids, content, none) => [make("h2", {}, title), ids.length > 0 ? content() : make("p", { class: "fine" }, none)];

  ibid.page("implementation", async (id, _, version) => {
    const key = version === null ? id : `${id}@${version}`;
    const one = ibid.implementation(key);
    if (!one) return ibid.missing(`There is no system \u201c${key}\u201d in this report.`);
    const column = ibid.column(key);
    const details = new Map();
    await Promise.all(ibid.core.chapters.map(async ({ number, clauses }) => {
      if (!clauses.some((id) => ibid.core.clauses[id].cases.length > 0)) return;
      const chapter = await ibid.load(`chapter-${number}`);
      for (const [id, record] of Object.entries(chapter.cases))
        if (Number.isInteger(record.details[column])) details.set(id, chapter.details[record.details[column]]);
    }));
    const ids = Object.keys(ibid.core.cases);
    const shown = (letters) => ids.filter((id) => letters.includes(ibid.shown(ibid.core.cases[id], column)));
    const [must, should, expected, unsupported, undecided, outside] = ["fe", "s", "x", "u", "i", "n"].map(shown);
    const answers = await ibid.load("choices");
    const told = (id) => answers.details[own(answers.choices, id)?.details[column]];
    const answered = (letters) => Object.keys(ibid.core.choices).filter((id) => letters.includes(ibid.letter(ibid.core.choices[id], column)));
    const choices = answered("df"), known = answered("x");
    return [
      ibid.crumbs([ibid.href(""), "Systems"], [null, ibid.title(one)]),
      make("h1", { "data-title": ibid.title(one) }, make("span", { class: "name" }, ibid.names(one)[0]), " ",
        make("small", { class: "version" }, ibid.names(one)[1])),
      make("p", { class: "lede" }, ibid.conclusion(one, one.conclusion), "."),
      (one.warnings ?? []).map((words) => make("p", { class: "warning" }, words)),
      numbers(ibid.counts(one)),
      facts(one),
      section(one.profile ? "What it would take to conform" : "What it would take to be consistent", [...must, ...choices], () => [
        must.length > 0 && [make("h3", {}, `${ibid.count(must.length, "case")} ${must.length === 1 ? "has" : "have"} to pass`),
          failures(one, must, details)],
        choices.length > 0 && [make("h3", {}, `${ibid.count(choices.length, "choice")} ${choices.length === 1 ? "is" : "are"} answered otherwise than the profile says`),
          differing(one, choices, told)],
      ], expected.length + known.length > 0 ? "Nothing beyond the known deviations."
        : "Nothing: every MUST that was tested holds, and every choice is answered as it should be."),
      section("Known deviations", [...expected, ...known], () => [
        make("p", { class: "fine" }, "They are on the list of expected failures, and do not count against it until the day that the list names."),
        expected.length > 0 && [make("h3", {}, ibid.count(expected.length, "case")), failures(one, expected, details)],
        known.length > 0 && [make("h3", {}, ibid.count(known.length, "choice")), differing(one, known, told)],
      ], "None is listed."),
      should.length > 0 && section("SHOULDs that do not hold", should, () => failures(one, should, details)),
      make("h2", {}, "By chapter"), chapters(one),
      section("Unsupported", unsupported, () => reasons(one, unsupported, details), "Nothing: every program could be written."),
      undecided.length > 0 && section("Inconclusive", undecided, () => reasons(one, undecided, details)),
      section("Not applicable", outside, () => reasons(one, outside, details), "Nothing: every clause applies."),
    ];
  });
})();
