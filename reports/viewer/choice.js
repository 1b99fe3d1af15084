/* The page of a choice: its lawful answers and who gives them; for one implementation, the programs that showed it. */
"use strict";

(() => {
  const { make, own } = ibid;

  const meanings = { none: "No answer fits what was measured.", unknown: "It could not be measured." };

  function answers(id, choice, one) {
    const given = [...new Set(choice.given.filter((answer) => answer !== null && answer !== undefined))];
    const names = [...Object.keys(choice.answers), ...given.filter((answer) => !own(choice.answers, answer))];
    return make("ul", { class: "rows" }, names.map((answer) => {
      const columns = ibid.every().filter((column) => choice.given[column] === answer);
      const profiles = Object.keys(ibid.core.profiles).filter((profile) => ibid.core.profiles[profile][id] === answer);
      return make("li", {},
        make("div", { class: "row-head" }, make("h3", { class: "answer" }, answer),
          profiles.length > 0 && make("small", {}, "in profile ", profiles.join(", "))),
        make("p", { class: "text" }, ibid.prose(own(choice.answers, answer) ?? own(meanings, answer) ?? "")),
        columns.length > 0 && ibid.chips("choice", id, (column) => ibid.letter(choice, column), one?.key, columns));
    }));
  }

  function probe(each, asked) {
    const answer = each.answer ? ["answers \u201c", each.answer, "\u201d"] : [each.verdict, ": ", each.reason];
    return make("li", {}, ibid.program(each.native ?? asked.program),
      make("p", { class: "said" }, answer, each.seen && ["; afterwards ", make("code", { class: "seen" }, each.seen)]));
  }

  async function measured(id, choice, one) {
    const column = ibid.column(one.key);
    const file = await ibid.load("choices");
    const record = own(file.choices, id);
    const detail = Number.isInteger(record?.details[column]) ? file.details[record.details[column]] : null;
    const expected = own(ibid.core.profiles, one.profile)?.[id];
    return [
      ibid.banner(one, ibid.letter(choice, column), detail,
        make("p", {}, "Answers ", make("b", {}, `\u201c${choice.given[column] ?? "not asked"}\u201d`),
        expected && expected !== choice.given[column] ? `; its profile, ${one.profile}, says \u201c${expected}\u201d.` : ".")),
      detail?.probes?.length > 0 && [make("h2", {}, "The programs that showed it"),
        make("ul", { class: "rows" }, detail.probes.map((each, index) => probe(each, record.probes[index])))],
    ];
  }

  ibid.page("choice", async (id, query, key) => {
    const choice = own(ibid.core.choices, id);
    const one = key && ibid.implementation(key);
    if (!choice || (key && !one)) return ibid.missing(`There is no choice \u201c${id}${key ? "@" + key : ""}\u201d in this report.`);
    const clauses = Object.keys(ibid.core.clauses).filter((clause) => own(ibid.core.clauses[clause].where, id) !== undefined);
    return [
      ibid.crumbs([ibid.href("choices"), "Choices"], one ? [ibid.href("choice", id), id] : [null, id], ...(one ? [[null, ibid.title(one)]] : [])),
      ibid.heading(id, make("code", {}, ibid.breakable(id)), one),
      ibid.rule(choice.asks, null, choice.source),
      one && await measured(id, choice, one),
      make("h2", {}, "Lawful answers, and who gives them"),
      answers(id, choice, one),
      clauses.length > 0 && [make("h2", {}, "What depends on it"), make("ul", { class: "rows" }, clauses.map((clause) =>
        make("li", {}, make("div", { class: "row-head" }, ibid.link("clause", clause),
          make("small", {}, "where it is ", ibid.quoted(ibid.core.clauses[clause].where[id]))),
          make("p", { class: "text" }, ibid.core.clauses[clause].text))))],
      ibid.neighbours("choice", Object.keys(ibid.core.choices), id, (other) => other),
    ];
  }, { section: "choices" });
})();
