/*
 * Which implementations and which cases are shown: the meaning of a query, and the controls that write it. The query is
 * in the address, so what one sees can be sent to somebody.
 *
 *     impl      keys with commas between them; "all"; nothing: the newest version of each, not traced
 *     profile   those held to it, and the clauses that apply where its answers are given
 *     chapter   a number
 *     verdict   a verdict's word with hyphens; "broken": anything that fails or errs; "apart": they do not all do the same
 *     changed   a key: against the version before it; "any"
 *     q         words that all stand in a clause or case
 */
"use strict";

(() => {
  const { make } = ibid;

  /** The implementations that are shown unless others are asked for. */
  ibid.systems = () => {
    // A variant of the reference, as with one instruction set, is a system of its own for who asks for it.
    const list = ibid.core.implementations.filter((one) => one.newest && one.mode !== "traced" && !one.family.includes(":"));
    return list.length > 0 ? list : ibid.core.implementations;
  };

  const changedKeys = (query) =>
    ibid.core.implementations.filter((one) => ibid.before(one) && (query.changed === "any" || query.changed === one.key));

  function chosen(query) {
    const { implementations } = ibid.core;
    if (query.impl === "all") return implementations;
    if (query.impl) return implementations.filter((one) => query.impl.split(",").includes(one.key));
    if (query.changed) return implementations.filter((one) => changedKeys(query).some((key) => key === one || ibid.before(key) === one));
    if (query.profile && !ibid.systems().some((one) => one.profile === query.profile)) return implementations;
    return ibid.systems();
  }

  /** The columns to show: indices into core.implementations, in their order. */
  ibid.columns = (query) =>
    chosen(query).filter((one) => !query.profile || one.profile === query.profile).map((one) => ibid.column(one.key));

  // Which cases.

  const haystacks = new Map();

  function haystack(id, record) {
    if (!haystacks.has(id))
      haystacks.set(id, [id, record.title, record.number, record.text, record.why, ...(record.source ?? []), ...ibid.topics(record)]
        .filter(Boolean).join("\n").toLowerCase());
    return haystacks.get(id);
  }

  /** Whether the answers of a profile are those that a clause presupposes. */
  ibid.applies = (where, profile) =>
    Object.entries(where ?? {}).every(([choice, answer]) => [answer].flat().includes(ibid.core.profiles[profile]?.[choice]));

  const hasRun = (letter) => "pfsxei".includes(letter);

  const byVerdict = {
    "": null,
    broken: (letters) => letters.some((letter) => "fexs".includes(letter)),
    apart: (letters) => new Set(letters.filter(hasRun)).size > 1,
  };
  for (const [letter, { class: name }] of Object.entries(ibid.verdicts)) byVerdict[name] = (letters) => letters.includes(letter);

  function byChange(query) {
    if (!query.changed) return null;
    const pairs = changedKeys(query).map((one) => [ibid.column(one.key), ibid.column(ibid.before(one).key)]);
    return (record) => pairs.some(([now, then]) => {
      const [a, b] = [ibid.letter(record, now), ibid.letter(record, then)];
      return a !== b && a !== "-" && b !== "-";
    });
  }

  /** [{chapter, clauses: [{id, cases: [id, …]}]}]: what a query leaves of the spec. */
  ibid.select = (query, columns) => {
    const words = (query.q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
    const verdict = byVerdict[query.verdict ?? ""] ?? null;
    const change = byChange(query);
    const lettersOf = (record) => columns.map((column) => ibid.shown(record, column));
    const fits = (id, record) => (!verdict || verdict(lettersOf(record))) && (!change || change(record));

    function clauseOf(id) {
      const clause = ibid.core.clauses[id];
      if (query.profile && !ibid.applies(clause.where, query.profile)) return null;
      const rest = words.filter((word) => !haystack(id, clause).includes(word));
      const cases = clause.cases.filter((one) => {
        const record = ibid.core.cases[one];
        return rest.every((word) => haystack(one, record).includes(word)) && fits(one, record);
      });
      const pending = clause.cases.length === 0 && rest.length === 0 && !verdict && !change;
      return cases.length > 0 || pending ? { id, cases } : null;
    }

    return ibid.core.chapters.filter((chapter) => !query.chapter || String(chapter.number) === query.chapter)
      .map((chapter) => ({ chapter, clauses: chapter.clauses.map(clauseOf).filter(Boolean) }))
      .filter(({ clauses }) => clauses.length > 0);
  };

  /** Whether a query leaves out rows. */
  ibid.narrowed = (query) => Boolean(query.q || query.verdict || query.changed || query.profile || query.chapter);

  // Controls. Each has a `set(query)`, and calls `changed(name, value)`.

  ibid.choose = (name, label, options, changed) => {
    const select = make("select", { onchange: () => changed(name, select.value) },
      options.map(([value, words]) => make("option", { value }, words)));
    const control = make("label", {}, label, select);
    control.set = (query) => { select.value = query[name] ?? ""; };
    return control;
  };

  ibid.verdictOptions = () => [["", "any"], ["broken", "something fails"], ["apart", "systems disagree"],
    ...[..."pfsexiun"].map((letter) => [ibid.verdicts[letter].class, ibid.verdicts[letter].word])];
  ibid.profileOptions = () => {
    const profiles = new Set(ibid.core.implementations.map((one) => one.profile).filter(Boolean));
    return [["", "any"], ...[...profiles].map((one) => [one, one])];
  };
  ibid.chapterOptions = () => [["", "all"], ...ibid.core.chapters.map((one) => [String(one.number), `${one.number} ${one.title}`])];
  ibid.changeOptions = () => {
    const later = ibid.core.implementations.filter(ibid.before);
    return [["", "\u2013"], ["any", "any system"], ...later.map((one) => [one.key, `${ibid.title(one)} since ${ibid.names(ibid.before(one))[1]}`])];
  };

  /** The controls in a row; on a phone, filters stand behind a button. */
  ibid.tools = (filters, ...rest) => {
    const box = make("div", { class: "filters", id: "filters" }, filters);
    const button = make("button", { type: "button", class: "show-filters", "aria-expanded": "false", "aria-controls": "filters", onclick: () => {
      button.setAttribute("aria-expanded", String(box.classList.toggle("shown")));
    } }, "Filters");
    return make("div", { class: "tools", role: "group", "aria-label": "What is shown" }, button, box, rest);
  };

  /** A menu of check boxes for `impl`. */
  ibid.chooseImplementations = (changed) => {
    const { implementations } = ibid.core;
    const box = (one) => make("input", { type: "checkbox", value: one.key, onchange: tell });
    const boxes = implementations.map(box);
    const summary = make("summary", { class: "button" });
    const button = (words, value) => make("button", { type: "button", onclick: () => changed("impl", value) }, words);
    const menu = make("details", { class: "menu" }, summary,
      make("div", { class: "menu-content" },
        button("The newest of each", ""), " ", button("All, with older versions and traced", "all"),
        make("ul", {}, implementations.map((one, index) => make("li", {}, make("label", {}, boxes[index], ibid.named(one)))))));
    function tell() {
      const keys = boxes.filter((one) => one.checked).map((one) => one.value);
      const newest = ibid.systems().map((one) => one.key);
      const same = keys.length === newest.length && keys.every((key) => newest.includes(key));
      changed("impl", same ? "" : keys.length === boxes.length ? "all" : keys.join(",") || "none");
    }
    const control = make("div", { class: "field" }, make("span", {}, "Systems"), menu);
    control.set = (query) => {
      const columns = ibid.columns(query);
      boxes.forEach((one, index) => { one.checked = columns.includes(index); });
      summary.textContent = `${columns.length} of ${implementations.length}`;
      summary.setAttribute("aria-label", `Systems: ${summary.textContent}`);
    };
    return control;
  };
})();
