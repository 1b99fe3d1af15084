/*
 * Whether an idiom of idioms.json keeps its meaning in a system, since which version, and what it allocates. An idiom
 * keeps its meaning where every case that it `holds` passes; nothing less is called safe.
 */
"use strict";

(() => {
  const { own } = ibid;

  /** The groups of idioms.json, when they have arrived; from then on ibid.idiom(ID) finds one. */
  let all = [];
  ibid.idioms = async () => {
    const { groups } = await ibid.load("idioms");
    all = groups.flatMap((group) => group.idioms);
    return groups;
  };
  ibid.idiom = (id) => all.find((idiom) => idiom.id === id);

  /** The letter of an idiom in a column: that of the worst of its cases; "u" where it could be tried only in part. */
  ibid.meaning = (idiom, column) => {
    const letters = idiom.holds.map((id) => ibid.letter(own(ibid.core.cases, id), column));
    return [..."fexdniu-"].find((letter) => letters.includes(letter)) ?? "p";
  };

  const sameFamily = (one) =>
    [...ibid.core.implementations.keys()].filter((column) => {
      const other = ibid.core.implementations[column];
      return other.family === one.family && other.mode === one.mode;
    }).sort((a, b) => ibid.core.implementations[a].version.localeCompare(ibid.core.implementations[b].version, "en", { numeric: true }));

  /** The columns of a system's recorded versions, oldest first. */
  ibid.versions = (column) => sameFamily(ibid.core.implementations[column]);

  const short = (column) => ibid.names(ibid.core.implementations[column])[1];

  /** "since 1.13.3", "until 1.12.1", or null where the versions agree or there is one alone. */
  ibid.meaningSince = (idiom, column) => {
    const columns = ibid.versions(column).filter((other) => ibid.meaning(idiom, other) !== "-");
    const holds = columns.map((other) => ibid.meaning(idiom, other) === "p");
    if (holds.length < 2 || holds.every((one) => one === holds[0])) return null;
    if (holds.at(-1)) return `since ${short(columns[holds.lastIndexOf(false) + 1])}`;
    return `until ${short(columns[holds.lastIndexOf(true)])}`;
  };

  /** What a system answers to the choices that decide the idiom, where that is not what the idiom presupposes. */
  ibid.meaningAnswer = (idiom, column) => {
    const fits = (choice) => {
      const wanted = idiom.holds.map((id) => own(own(ibid.core.clauses, own(ibid.core.cases, id)?.clause)?.where, choice)).find(Boolean);
      return wanted !== undefined && own(ibid.core.choices, choice).given[column] === wanted;
    };
    const said = (idiom.choices ?? []).map((choice) => [choice, own(ibid.core.choices, choice)?.given[column]])
      .filter(([choice, answer]) => answer && answer !== "unknown" && !fits(choice));
    return said.length > 0 ? { choice: said[0][0], answer: said[0][1] } : null;
  };

  /** [{id, words, columns}] of the idiom's cases that judge what is allocated: what one execution allocates, and where that was told. */
  ibid.meaningCosts = (idiom, examples) =>
    (idiom.costs ?? []).map((id) => {
      const example = examples.get(id);
      const told = (detail) => detail?.outcomes?.find((outcome) => outcome.kind === "allocates" && outcome.holds !== null);
      const text = example?.details.map(told).find(Boolean)?.text;
      const allocated = text && ibid.allocated(text, example.facts.times);
      if (!allocated) return null;
      const columns = (holds) => ibid.newest().filter((column) => told(example.details[column])?.holds === holds);
      return { id, words: ibid.allocatedWords(allocated), program: example.facts.program, act: example.facts.act, as: columns(true), otherwise: columns(false) };
    }).filter(Boolean);
})();
