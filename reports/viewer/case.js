/* The page of a case, and of a case on one implementation: the program in pictures, expected beside observed. */
"use strict";

(() => {
  const { make, own } = ibid;

  function requirements(record) {
    const facts = [
      ["Presupposes", ibid.presupposes(record.where)],
      ["Needs", (record.capabilities ?? []).join(", ")],
      ["Executed", Number.isInteger(record.times) && record.times > 1 && `the act, ${record.times} times`],
      ["Compiled", record.unit === "whole" && "as one function"],
    ].filter(([, value]) => value && value.length > 0);
    return facts.length > 0 && make("details", { class: "more" }, make("summary", {}, "What it takes"),
      make("dl", { class: "facts" }, facts.map(([name, value]) => [make("dt", {}, name), make("dd", {}, value)])));
  }

  const raised = (record, error) => (index) =>
    error && index === error.statement - 1 ? ["failed", "raised"] : index === record.act ? ["act", "the act"] : [];

  // The program as each system spells it: each spelling once, with all who use it.
  function spellings(record, of, columns, one) {
    const groups = new Map();
    for (const column of columns) {
      const native = of(column)?.native;
      if (!native || native.length === 0) continue;
      const text = native.join("\n");
      if (!groups.has(text)) groups.set(text, { native, columns: [] });
      groups.get(text).columns.push(column);
    }
    const list = [...groups.values()].filter((group) => !one || !group.columns.includes(ibid.column(one.key)));
    return list.length > 0 && [
      make("h2", {}, one ? "As others ran it" : "In each system\u2019s own words"),
      make("div", { class: "columns spellings" }, list.map((group) => make("div", {},
        make("h3", {}, group.columns.map((column, index) => [index > 0 && ", ", ibid.named(ibid.core.implementations[column])])),
        ibid.program(group.native, (index) => (index === record.act ? ["act", "the act"] : []))))),
    ];
  }

  function onOne(one, letter, record, detail, picture) {
    const error = detail?.error;
    return [
      ibid.banner(one, letter, detail),
      detail?.outcomes?.length > 0 && [make("h2", {}, "Expected and observed"), ibid.outcomes(detail.outcomes)],
      error && [make("h2", {}, `Statement ${error.statement} raised`),
        make("pre", { class: "thrown", tabindex: "0" }, `${error.class} (${error.kind})\n`, error.message)],
      detail?.native?.length > 0 && [make("h2", {}, "As ", ibid.named(one), " ran it"),
        ibid.program(detail.native, raised(record, error))],
      !picture && detail?.state?.objects.length > 0 && [make("h2", {}, "Afterwards"), ibid.objects(detail.state)],
    ];
  }

  async function pictured(id, clause) {
    try {
      return own(await ibid.load(`pictures-${clause.chapter}`), id);
    } catch {
      return null; /* a report may come without pictures */
    }
  }

  ibid.page("case", async (id, query, key) => {
    const known = own(ibid.core.cases, id);
    const one = key && ibid.implementation(key);
    if (!known || (key && !one)) return ibid.missing(`There is no case \u201c${id}${key ? "@" + key : ""}\u201d in this report.`);
    const clause = ibid.core.clauses[known.clause];
    const [{ record, of }, entry] = await Promise.all([ibid.details(id), pictured(id, clause)]);
    const detail = one && of(ibid.column(one.key));
    const program = detail?.program ?? record.program;
    const picture = entry && !detail?.program && ibid.pictures(entry, program,
      { act: record.act, times: record.times, observed: detail?.state, key: one && ibid.title(one) });
    const columns = ibid.every();
    const cases = ibid.core.chapters.flatMap((chapter) => chapter.clauses.flatMap((other) => ibid.core.clauses[other].cases));
    const note = (index) => (index === record.act ? ["act", "the act"] : []);
    const outcomes = !one && ibid.every().map(of).find((each) => each?.outcomes?.length > 0)?.outcomes;
    return [
      ibid.crumbs([ibid.href("matrix"), "Matrix"], ibid.chapterCrumb(clause), [ibid.href("clause", known.clause), known.clause],
        ...(one ? [[ibid.href("case", id), known.title], [null, ibid.title(one)]] : [[null, known.title]])),
      make("h1", { "data-title": one ? `${known.title} on ${ibid.title(one)}` : known.title }, ibid.prose(known.title),
        one && [" on ", make("span", { class: "name" }, ibid.title(one))]),
      make("p", { class: "kicker" }, make("span", { class: "id" }, ibid.breakable(id))),
      ibid.rule(clause.text, known.level, clause.source),
      one && onOne(one, ibid.shown(known, ibid.column(key)), record, detail, picture),
      make("h2", {}, "The program, step by step"),
      picture || ibid.program(program, note),
      outcomes && [make("h2", {}, "What has to hold"), make("ul", { class: "holds" }, outcomes.map((outcome) =>
        make("li", {}, make("code", {}, outcome.text), " ", make("small", {}, outcome.kind))))],
      requirements(record),
      make("h2", {}, "By system"),
      ibid.groups("case", id, known, key, columns),
      spellings(record, of, columns, one),
      ibid.neighbours("case", cases, id, (other) => ibid.core.cases[other].title),
    ];
  });
})();
