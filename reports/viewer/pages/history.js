/* History: for each system of which several versions were recorded, which clauses and choices changed, and when. */
"use strict";

(() => {
  const { make, own } = ibid;

  const silent = "n-";
  const wrong = "fexd";

  /** The interpreter that a library was run on; nothing for an interpreter itself. */
  const platform = (column) => {
    const { name, language } = ibid.core.implementations[column];
    return language && !language.toLowerCase().startsWith(String(name).toLowerCase()) ? language : "";
  };

  /** [{family, columns}] with the columns of its versions, oldest first; of those run in one mode. */
  function families() {
    const seen = new Map();
    for (const column of ibid.core.implementations.keys()) {
      const one = ibid.core.implementations[column];
      const name = one.mode === "traced" ? `${one.family} traced` : one.family;
      if (!seen.has(name)) seen.set(name, ibid.versions(column));
    }
    return [...seen].filter(([, columns]) => columns.length > 1).map(([family, columns]) => ({ family, columns }));
  }

  const version = (column) => ibid.names(ibid.core.implementations[column])[1];
  const title = (family) => {
    const one = ibid.core.implementations[family.columns.at(-1)];
    return ibid.names(one)[0];
  };

  /** What became of a case from one version to the next; null where nothing did, or where a choice took it along. */
  function change(before, after) {
    if (before === after || silent.includes(before) || silent.includes(after)) return null;
    if (before === "u") return "came";
    if (after === "u") return "went";
    if (wrong.includes(before) && after === "p") return "mended";
    if (before === "p" && wrong.includes(after)) return "broke";
    return wrong.includes(before) && wrong.includes(after) ? null : "other";
  }

  const kinds = {
    mended: ["Holds since then", "pass"], broke: ["Holds no longer", "fail"], came: ["Can be asked since then", "unsupported"],
    went: ["Cannot be asked any more", "unsupported"], other: ["Otherwise than before", "inconclusive"],
  };

  /** {mended: Map(clause → [case]), …, choices: [[id, before, after]]} */
  function step(from, to) {
    const found = { mended: new Map(), broke: new Map(), came: new Map(), went: new Map(), other: new Map(), choices: [], heard: [] };
    for (const [id, record] of Object.entries(ibid.core.cases)) {
      const kind = change(ibid.letter(record, from), ibid.letter(record, to));
      if (kind) found[kind].set(record.clause, [...(found[kind].get(record.clause) ?? []), id]);
    }
    for (const [id, choice] of Object.entries(ibid.core.choices)) {
      const [before, after] = [choice.given[from], choice.given[to]];
      if (before && after && before !== after) found[[before, after].includes("unknown") ? "heard" : "choices"].push([id, before, after]);
    }
    return found;
  }

  const cases = (map) => [...map.values()].reduce((sum, those) => sum + those.length, 0);

  function clauseChanges(kind, map, to, heading) {
    const [words, tone] = kinds[kind];
    if (map.size === 0) return null;
    const key = ibid.core.implementations[to].key;
    const byNumber = ([a], [b]) =>
      String(own(ibid.core.clauses, a)?.number).localeCompare(String(own(ibid.core.clauses, b)?.number), "en", { numeric: true });
    const rows = [...map].sort(byNumber).map(([clause, those]) => make("li", {},
      make("details", {}, make("summary", {},
        make("span", { class: "number" }, own(ibid.core.clauses, clause)?.number), " ",
          make("span", { class: "id" }, ibid.breakable(clause)),
        make("small", {}, ` ${ibid.count(those.length, "case")}`)),
      make("p", {}, ibid.prose(own(ibid.core.clauses, clause)?.text ?? ""), " ",
        make("a", { href: ibid.href("clause", clause, key) }, "The clause")),
      make("ul", {}, those.map((id) => make("li", {}, make("a", { href: ibid.href("case", id, key) }, ibid.core.cases[id].title)))))));
    return make("div", { class: `change ${tone}` },
      make(heading, {}, words, make("small", {}, ` ${ibid.count(cases(map), "case")} of ${ibid.count(map.size, "clause")}`)),
      make("ul", {}, rows));
  }

  const answer = (word) => ({ none: "no lawful answer", unknown: "no answer" })[word] ?? word;

  const choiceChanges = (list, to, heading, words, tone) =>
    list.length > 0 && make("div", { class: `change ${tone}` },
      make(heading, {}, words, make("small", {}, ` ${ibid.count(list.length, "choice")}`)),
      make("ul", {}, list.map(([id, before, after]) => make("li", {},
        make("a", { href: ibid.href("choice", id, ibid.core.implementations[to].key) }, own(ibid.core.choices, id).asks), " ",
        make("s", {}, answer(before)), make("span", { "aria-hidden": "true" }, " \u2192 "),
          make("span", { class: "unseen" }, "now "), make("b", {}, answer(after))))));

  /** Step by step; `level` is that of the steps' headings. */
  function timeline(family, level) {
    const [heading, below] = [`h${level}`, `h${level + 1}`];
    const steps = family.columns.slice(1).map((to, index) => ({ from: family.columns[index], to, found: step(family.columns[index], to) }));
    return make("ol", { class: "timeline" }, steps.map(({ from, to, found }) => {
      const parts = [choiceChanges(found.choices, to, below, "Answers otherwise", "differs"),
        ...Object.keys(kinds).map((kind) => clauseChanges(kind, found[kind], to, below)),
        choiceChanges(found.heard, to, below, "First or last answer", "unsupported")].filter(Boolean);
      return make("li", {}, make(heading, {}, version(to), make("small", {}, ` after ${version(from)}`)),
        platform(from) !== platform(to) && make("p", { class: "fine" },
          `It was run on ${platform(to)}, the version before on ${platform(from)}, which may be what changed.`),
        parts.length > 0 ? parts : make("p", { class: "fine" }, "Nothing that was asked changed."));
    }));
  }

  /** The clauses that changed, by version: a table with the worst verdict of the clause's cases. */
  function table(family) {
    const changed = Object.keys(ibid.core.clauses).filter((clause) => ibid.core.clauses[clause].cases.some((id) =>
      family.columns.slice(1).some((to, index) => {
        const record = own(ibid.core.cases, id);
        return record && change(ibid.letter(record, family.columns[index]), ibid.letter(record, to));
      })));
    if (changed.length === 0) return null;
    const cell = (clause, column) => {
      const counts = ibid.tally(ibid.core.clauses[clause].cases, column);
      const letter = ibid.worst(counts);
      return make("td", { class: ibid.verdicts[letter].class },
        make("a", { class: "cell", href: ibid.href("clause", clause, ibid.core.implementations[column].key), title: ibid.sentence(counts) },
        ibid.symbol(letter), make("span", { class: "unseen" }, ibid.sentence(counts))));
    };
    return [make("h2", {}, "The clauses that changed, by version"),
      make("div", { class: "scroll", role: "region", tabindex: "0",
        "aria-label": `Clauses of ${title(family)} by version`, "data-keeps-scroll": true },
        make("table", { class: "plain versions" },
          make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "Clause"),
            family.columns.map((column) => make("th", { scope: "col" }, version(column))))),
          make("tbody", {}, changed.map((clause) => make("tr", {},
            make("th", { scope: "row" },
              make("a", { href: ibid.href("clause", clause) },
                make("span", { class: "number" }, ibid.core.clauses[clause].number), " ", ibid.breakable(clause))),
            family.columns.map((column) => cell(clause, column))))))),
      make("p", { class: "fine" }, "The mark is that of the worst case of the clause.")];
  }

  const names = (family) => family.columns.map(version).join(", ");

  function draw(id) {
    const all = families();
    if (all.length === 0)
      return [make("h1", {}, "History"),
        make("p", { class: "lede" },
          "This report has one version of each system. With results of older versions beside them, the changes stand here.")];
    if (!id)
      return [
        make("h1", {}, "History"),
        make("p", { class: "lede" },
          "Programs outlive versions. For each system of which several were asked: which clause holds since when, " +
          "and which question is answered otherwise."),
        make("ul", { class: "families" },
          all.map((family) => make("li", {},
            make("a", { href: ibid.href("history", family.family) }, make("b", {}, title(family)), make("span", {}, names(family)))))),
        all.map((family) => make("section", {},
          make("h2", {}, make("a", { href: ibid.href("history", family.family) }, title(family))), timeline(family, 3))),
      ];
    const family = all.find((one) => one.family === id);
    if (!family) return ibid.missing("There is no history of that system in this report.");
    return [
      make("p", { class: "kicker" }, make("a", { href: ibid.href("history") }, "History")),
      make("h1", {}, title(family)),
      make("p", { class: "lede" }, `Versions asked: ${names(family)}.`),
      timeline(family, 2), table(family),
    ];
  }

  ibid.page("history", draw);
})();
