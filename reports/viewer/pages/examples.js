/*
 * Cases as examples, for the pages that teach, list and read: the program with its picture of memory, what is
 * expected, and what each system does. Details and pictures lie in a file for each chapter and come when asked for.
 */
"use strict";

(() => {
  const { make, own } = ibid;

  /** The number of the chapter that a case stands in; undefined for an unknown case. */
  ibid.chapterOf = (id) => own(ibid.core.clauses, own(ibid.core.cases, id)?.clause)?.chapter;

  /** Columns of the newest version of each system, run as users run it. */
  ibid.newest = () =>
    [...ibid.core.implementations.keys()].filter((column) => {
      const one = ibid.core.implementations[column];
      return one.newest && one.mode !== "traced" && !one.family.includes(":");
    });

  const loaded = (name) => ibid.load(name).catch(() => null);

  /*
   * Loads what the cases need: a Map from id to {id, record, facts, details, entry}, where `record` is core.js's,
   * `facts` the chapter's, `details` a list by implementation, and `entry` the pictures or null. Unknown ids are left out.
   */
  ibid.examples = async (ids, options) => {
    const known = ids.filter((id) => ibid.chapterOf(id) !== undefined);
    const numbers = [...new Set(known.map(ibid.chapterOf))];
    const chapters = new Map(await Promise.all(numbers.map(async (number) => [number, await loaded(`chapter-${number}`)])));
    const pictures = new Map(options?.pictures
      ? await Promise.all(numbers.map(async (number) => [number, await loaded(`pictures-${number}`)])) : []);
    return new Map(known.map((id) => {
      const number = ibid.chapterOf(id);
      const chapter = chapters.get(number);
      const facts = own(chapter?.cases, id);
      const details = (facts?.details ?? []).map((index) => (index === null ? null : chapter.details[index]));
      return [id, { id, record: ibid.core.cases[id], facts, details, entry: own(pictures.get(number), id) ?? null }];
    }));
  };

  /** What a case expects, as sentences, said by the first system that ran it. */
  ibid.expectations = (example) =>
    (example.details.find((detail) => detail?.outcomes?.length > 0)?.outcomes ?? []).map((outcome) => outcome.text);

  const noted = (facts) => (index) => {
    if (index !== facts.act) return null;
    return ["act", facts.times > 1 ? `executed ${facts.times} times` : ""];
  };

  /** The program, as a picture to step through where there is one. */
  ibid.exampleProgram = (example, options) => {
    const facts = example.facts;
    if (!facts) return make("p", { class: "fine" }, "The program did not come with this report.");
    if (example.entry && ibid.pictures)
      return ibid.pictures(example.entry, facts.program, { act: facts.act, times: facts.times, key: example.id, ...options });
    return ibid.program(facts.program, noted(facts));
  };

  /** What a case expects, as a list. */
  ibid.expected = (example) => {
    const sentences = ibid.expectations(example);
    if (sentences.length === 0) return make("p", { class: "fine" }, "No system of this report has run it.");
    return make("ul", { class: "expected" }, sentences.map((text) => make("li", {}, make("code", {}, text))));
  };

  // What the systems do.

  /** A list of terms with chips: [[term, [chip, …]], …]. */
  const groups = (rows) =>
    make("dl", { class: "groups answers" }, rows.map(([term, chips]) =>
      make("div", {}, make("dt", {}, term),
        make("dd", {}, make("ul", { class: "chips" }, chips.map((chip) => make("li", {}, chip)))))));

  /** How the verdicts of a single case read to somebody who is not testing anything. */
  const plain = {
    p: "does this", f: "does something else", e: "breaks", x: "does something else, as is known",
    d: "answers otherwise", i: "cannot be told", u: "has nothing of the kind", n: "does otherwise, by choice",
      o: "is not concerned", "-": "was not asked",
  };
  const quiet = "noui-";

  /*
   * Besides the letters of verdicts there is "o" here: not applicable, since the system was heard to answer none of the choices
   * that it presupposes. It is marked as what is not applicable otherwise is.
   */
  ibid.marked = (letter) => (letter === "o" ? "n" : letter);

  function byLetter(columns, letterOf) {
    const found = new Map();
    for (const column of columns) {
      const letter = letterOf(column);
      found.set(letter, [...(found.get(letter) ?? []), column]);
    }
    return ["p", ..."fexd", ...quiet].filter((letter) => found.has(letter)).map((letter) => [letter, found.get(letter)]);
  }

  const counted = {
    n: ["does otherwise, by choice", "do otherwise, by choice"], u: ["has nothing of the kind", "have nothing of the kind"],
    o: ["is not concerned", "are not concerned"], i: ["cannot be told", "cannot be told"], "-": ["was not asked", "were not asked"],
  };

  /** "6 others: 4 do otherwise, by choice, 2 have nothing of the kind", of [[letter, how many], …]. */
  ibid.others = (numbers, besides) => {
    const silent = numbers.filter(([letter]) => quiet.includes(letter));
    const total = silent.reduce((sum, [, number]) => sum + number, 0);
    const parts = silent.map(([letter, number]) => `${number} ${counted[letter][number === 1 ? 0 : 1]}`).join("; ");
    if (!besides) return parts;
    return silent.length === 1 ? parts.replace(/^\d+/, ibid.count(total, "other")) : `${ibid.count(total, "other")}: ${parts}`;
  };

  /*
   * Where a case does not apply to a system, since it answers one of the choices in `where` otherwise: {choice, answer} of the
   * first that it was heard to answer; {choice, answer: null} where it answers none; null where nothing is otherwise.
   */
  ibid.otherwise = (where, column) => {
    const given = (choice) => own(ibid.core.choices, choice)?.given[column] ?? "unknown";
    const other = Object.keys(where).filter((choice) => given(choice) !== where[choice]);
    const heard = other.find((choice) => given(choice) !== "unknown");
    if (heard) return { choice: heard, answer: given(heard) };
    return other.length > 0 ? { choice: other[0], answer: null } : null;
  };

  /** Who passes a case, who does not; those of whom it says nothing are folded. */
  ibid.caseAnswers = (example, columns = ibid.newest()) => {
    const { id, record } = example;
    const where = { ...own(ibid.core.clauses, record.clause)?.where, ...example.facts?.where };
    const letterOf = (column) => {
      const letter = ibid.letter(record, column);
      return letter === "n" && !ibid.otherwise(where, column)?.answer ? "o" : letter;
    };
    const rows = byLetter(columns, letterOf).map(([letter, those]) =>
      [letter, ibid.verdict(ibid.marked(letter), plain[letter]), those.map((column) => {
        const one = ibid.core.implementations[column];
        return ibid.chip(one, ibid.marked(letter), ibid.href("case", id, one.key),
          letter === "n" ? ibid.otherwise(where, column).answer : null);
      })]);
    const loud = rows.filter(([letter]) => !quiet.includes(letter)).map((row) => row.slice(1));
    const rest = rows.filter(([letter]) => quiet.includes(letter)).map((row) => row.slice(1));
    return [
      loud.length > 0 && groups(loud),
      rest.length > 0 && make("details", { class: "rest" },
        make("summary", {}, ibid.others(rows.map(([letter, , chips]) => [letter, chips.length]), loud.length > 0)), groups(rest)),
    ];
  };

  /** Who answers a choice how: the answers with what they mean. Systems that gave none are folded. */
  ibid.choiceAnswers = (id, columns = ibid.newest()) => {
    const choice = own(ibid.core.choices, id);
    const found = new Map();
    for (const column of columns) {
      const answer = choice.given[column] ?? "unknown";
      found.set(answer, [...(found.get(answer) ?? []), column]);
    }
    const means = (answer) => (answer === "none" ? "It does something that no lawful answer allows." : own(choice.answers, answer));
    const row = (answer) =>
      [[make("b", {}, answer === "none" ? "none of these" : answer), means(answer) && make("small", {}, " ", ibid.prose(means(answer)))],
        found.get(answer).map((column) => {
          const one = ibid.core.implementations[column];
          return make("a", { class: "chip answer", href: ibid.href("choice", id, one.key) },
            make("span", { class: "name" }, ibid.title(one)));
        })];
    const silent = found.get("unknown")?.length ?? 0;
    const order = [...Object.keys(choice.answers), "none"].filter((answer) => answer !== "unknown" && found.has(answer));
    return [
      order.length > 0 && groups(order.map(row)),
      silent > 0 && make("details", { class: "rest" },
        make("summary", {}, `and ${ibid.count(silent, "system")} of which it cannot be told, or was not asked`), groups([row("unknown")])),
    ];
  };
})();
