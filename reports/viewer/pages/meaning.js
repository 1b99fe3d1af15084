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

  /*
   * The letter of an idiom in a column: that of the worst of its cases; "u" where it could be tried only in part, "o" where
   * it does not apply and the system was heard to answer nothing else.
   */
  ibid.meaning = (idiom, column) => {
    const letters = idiom.holds.map((id) => ibid.letter(own(ibid.core.cases, id), column));
    const worst = [..."fexdniu-"].find((letter) => letters.includes(letter)) ?? "p";
    return worst === "n" && !ibid.meaningAnswer(idiom, column) ? "o" : worst;
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

  /** What an idiom presupposes: the guards of its clauses. */
  const presupposed = (idiom) =>
    Object.assign({}, ...idiom.holds.map((id) => own(ibid.core.clauses, own(ibid.core.cases, id)?.clause)?.where));

  /*
   * What a system answers otherwise than the idiom presupposes, {choice, answer}: of its clauses' guards, or of the choices
   * that it names, which also guard single cases. Null where nothing was heard.
   */
  ibid.meaningAnswer = (idiom, column) => {
    const guards = presupposed(idiom);
    const guard = ibid.otherwise(guards, column);
    if (guard?.answer) return guard;
    const given = (choice) => own(ibid.core.choices, choice)?.given[column];
    const named = (idiom.choices ?? []).find((choice) => own(guards, choice) === undefined && given(choice) && given(choice) !== "unknown");
    return named ? { choice: named, answer: given(named) } : null;
  };

  /** What the idiom's cases judge to be allocated by one execution, and where it was told: [{id, words, act, array, as, otherwise}]. */
  ibid.meaningCosts = (idiom, examples) =>
    (idiom.costs ?? []).map((id) => {
      const example = examples.get(id);
      const told = (detail) => detail?.outcomes?.find((outcome) => outcome.kind === "allocates" && outcome.holds !== null);
      const text = example?.details.map(told).find(Boolean)?.text;
      const allocated = text && ibid.allocated(text, example.facts.times);
      if (!allocated) return null;
      const columns = (holds) => ibid.newest().filter((column) => told(example.details[column])?.holds === holds);
      const { program, act } = example.facts;
      return { id, words: ibid.allocatedWords(allocated), act: program[act], array: program[0], as: columns(true),
        otherwise: columns(false) };
    }).filter(Boolean);
})();
