/* The page of a clause, for all implementations or for one. */
"use strict";

(() => {
  const { make, own } = ibid;

  function table(id, clause) {
    const columns = ibid.columns({});
    const cases = ibid.table({ columns, first: "Case", label: `Cases of ${id}`, kind: "short" });
    cases.bodies([() => clause.cases.map((one) => make("tr", { class: "case" },
      make("th", { scope: "row" }, make("a", { href: ibid.href("case", one), tabindex: "-1" }, ibid.core.cases[one].title)),
      columns.map((column) => ibid.caseCell(ibid.core.implementations[column], one, ibid.core.cases[one], column))))]);
    const more = ibid.core.implementations.length - columns.length;
    return [cases.box, ibid.legend("pfesxiun"), more > 0 && make("p", { class: "fine" },
      make("a", { href: ibid.href("matrix", "", null, { q: id, impl: "all", depth: "cases" }) },
        `With ${ibid.count(more, "older version or traced system", "older versions and traced systems")}`))];
  }

  async function list(clause, one) {
    const column = ibid.column(one.key);
    const rows = await Promise.all(clause.cases.map(async (id) => {
      const detail = (await ibid.details(id)).of(column);
      return make("li", {},
        make("div", { class: "row-head" }, ibid.verdict(ibid.shown(ibid.core.cases[id], column)),
          make("a", { href: ibid.href("case", id, one.key) }, ibid.core.cases[id].title)),
        detail?.reason && make("p", { class: "said" }, detail.reason), ibid.expectedFailure(detail?.expected_failure));
    }));
    return make("ul", { class: "rows" }, rows);
  }

  ibid.page("clause", async (id, query, key) => {
    const clause = own(ibid.core.clauses, id);
    const one = key && ibid.implementation(key);
    if (!clause || (key && !one)) return ibid.missing(`There is no clause \u201c${id}${key ? "@" + key : ""}\u201d in this report.`);
    const presupposes = ibid.presupposes(clause.where);
    const topics = ibid.topics(clause);
    const all = ibid.core.chapters.flatMap((chapter) => chapter.clauses);
    return [
      ibid.crumbs([ibid.href("matrix"), "Matrix"], ibid.chapterCrumb(clause),
        [one ? ibid.href("clause", id) : null, clause.number ?? id], ...(one ? [[null, ibid.title(one)]] : [])),
      ibid.heading(id, make("code", {}, ibid.breakable(id)), one),
      ibid.rule(clause.text, clause.level, clause.source),
      clause.why && make("p", {}, make("b", {}, "Why. "), ibid.prose(clause.why)),
      presupposes && make("p", { class: "fine" }, "For systems that answer ", presupposes, "."),
      topics.length > 0 && make("p", { class: "fine" }, "About: ", topics.join("; "), "."),
      clause.pending && make("p", { class: "note" }, "Pending, without cases as yet: ", clause.pending),
      clause.cases.length > 0 && make("h2", {}, one ? "Its cases here" : "Its cases, by system"),
      clause.cases.length > 0 && (one ? await list(clause, one) : table(id, clause)),
      one && make("h2", {}, "Elsewhere"),
      one && make("ul", { class: "chips" }, ibid.every().map((column) => {
        const other = ibid.core.implementations[column];
        const counts = ibid.tally(clause.cases, column);
        return make("li", {}, ibid.chip(other, ibid.worst(counts), ibid.href("clause", id, other.key), null, other === one));
      })),
      ibid.neighbours("clause", all, id, (other) => other),
    ];
  });
})();
