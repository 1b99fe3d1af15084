/*
 * Verdicts, implementations, and the links to them: how they are called and marked, in one place. A colour never
 * stands alone: whatever has a tone has a symbol, and a word to hear.
 */
"use strict";

(() => {
  const { make, own } = ibid;

  /** By the letter that stands for it in core.js, and "s", a failure that does not keep an implementation from conforming. */
  ibid.verdicts = {
    p: { word: "pass", symbol: "\u2713", many: "passed" },
    f: { word: "fail", symbol: "\u2717", many: "failed" },
    e: { word: "error", symbol: "!", many: "errors" },
    s: { word: "fails a SHOULD", symbol: "\u25b3", many: "SHOULDs failed", class: "should" },
    x: { word: "expected failure", symbol: "\u2297", many: "expected to fail" },
    d: { word: "differs", symbol: "\u2260", many: "differ" },
    i: { word: "inconclusive", symbol: "?", many: "inconclusive" },
    u: { word: "unsupported", symbol: "\u2205", many: "unsupported" },
    n: { word: "not applicable", symbol: "\u2013", many: "not applicable" },
    "-": { word: "not run", symbol: "\u00b7", many: "not run" },
  };
  /** What a sum shows, worst first; what passed comes before what says nothing. */
  ibid.gravity = "fexsdpiun-";

  for (const verdict of Object.values(ibid.verdicts)) verdict.class ??= verdict.word.replaceAll(" ", "-");

  ibid.symbol = (letter) => make("span", { class: "symbol", "aria-hidden": "true" }, ibid.verdicts[letter].symbol);

  /** Symbol and word, in the verdict's tone. */
  ibid.verdict = (letter, text) =>
    make("span", { class: "verdict " + ibid.verdicts[letter].class }, ibid.symbol(letter), " ", text ?? ibid.verdicts[letter].word);

  // Implementations.

  ibid.implementation = (key) => ibid.core.implementations.find((one) => one.key === key);
  ibid.column = (key) => ibid.core.implementations.findIndex((one) => one.key === key);

  // How those who make them write their names; whatever is not here is called as it calls itself.
  const written = new Map(Object.entries({
    cpython: "CPython", pypy: "PyPy", jython: "Jython", rustpython: "RustPython", ironpython: "IronPython",
    numpy: "NumPy", torch: "PyTorch", jax: "JAX", mxnet: "MXNet", eigen: "Eigen", cxx: "C++ valarray",
    tensorflow: "TensorFlow", "tensorflow-variable": "TensorFlow Variable", tfjs: "TensorFlow.js", javascript: "JavaScript", ndarray: "ndarray (JavaScript)",
    model: "ibid model", reference: "ibid reference", "reference-python": "ibid reference in Python",
  }));

  /** [name, version], as a head of a column has them: versions without a build's suffix, traced ones marked. */
  ibid.names = (one) => {
    const own = one.name ?? one.family;
    const [root, ...variants] = own.split(/:|, /);
    const name = [written.get(root) ?? root, ...variants].join(", ");
    return [one.mode === "traced" && !/traced/.test(name) ? `${name} traced` : name, (one.version ?? "").replace(/(\d)\+.*/, "$1")];
  };
  ibid.named = (one) => make("span", { class: "name" }, ibid.title(one));
  ibid.title = (one) => ibid.names(one).filter(Boolean).join(" ");

  /** The version before it, of its family and mode; undefined for the first. */
  ibid.before = (one) => {
    const order = (a, b) => (a.version ?? "").localeCompare(b.version ?? "", "en", { numeric: true });
    const history = ibid.core.implementations.filter((other) => other.family === one.family && other.mode === one.mode).sort(order);
    return history[history.indexOf(one) - 1];
  };

  // Verdicts of cases, clauses, chapters and choices.

  const cases = (ids) => ids.map((id) => own(ibid.core.cases, id)).filter(Boolean);

  /** The letter of a case or choice for the implementation in a column. */
  ibid.letter = (record, column) => record?.verdicts?.[column] ?? "-";

  /** The same, where the failure of a SHOULD is told from that of a MUST. */
  ibid.shown = (record, column) => {
    const letter = ibid.letter(record, column);
    return letter === "f" && record.level === "SHOULD" ? "s" : letter;
  };

  /** How often each letter is shown in a column, over case ids: {p: 3, …, total: 4}. */
  ibid.tally = (ids, column) => {
    const counts = { total: 0 };
    for (const record of cases(ids)) {
      const letter = ibid.shown(record, column);
      counts[letter] = (counts[letter] ?? 0) + 1;
      counts.total++;
    }
    return counts;
  };

  /** The letter that a tally shows. */
  ibid.worst = (counts) => [...ibid.gravity].find((letter) => counts[letter]) ?? "-";

  /*
   * How a sum is marked: {symbol, count, class}. What passes passes wholly, or as far as it goes: a run that executed little
   * must not look like one that executed all.
   */
  ibid.sum = (counts) => {
    const letter = ibid.worst(counts);
    const verdict = ibid.verdicts[letter];
    if (letter === "p" && (counts.u || counts.i)) return { symbol: "\u25d0", count: "", class: "pass" };
    return { symbol: verdict.symbol, count: "fexsd".includes(letter) ? counts[letter] : "", class: verdict.class };
  };

  /** "3 passed, 1 unsupported" */
  ibid.sentence = (counts) =>
    [..."pfexsdiun-"].filter((letter) => counts[letter])
      .map((letter) => `${counts[letter]} ${ibid.verdicts[letter].many}`).join(", ") || "no cases";

  // Links.

  /** kind: "case", "clause", "choice", "implementation"; the words default to the id. */
  ibid.link = (kind, id, key, ...words) =>
    make("a", { href: ibid.href(kind, id, key), class: words.length > 0 ? null : "id" }, words.length > 0 ? words : ibid.breakable(id));

  ibid.implementationLink = (one) => make("a", { href: ibid.href("implementation", one.key), class: "name" }, ibid.title(one));

  /** An id that may be broken behind its dots, slashes and underscores, and better there than anywhere. */
  ibid.breakable = (id) => id.split(/(?<=[._/])/).flatMap((part) => [make("wbr"), part]);

  /** One implementation and what it does: `words` stand behind its name, where the verdict's are not enough. */
  ibid.chip = (one, letter, href, words, current) =>
    make("a", { class: "chip " + ibid.verdicts[letter].class, href, "aria-current": current ? "true" : null },
      ibid.symbol(letter), " ", make("span", { class: "name" }, ibid.title(one)),
      make("span", { class: words ? "words" : "unseen" }, ": ", words ?? ibid.verdicts[letter].word));

  /** All implementations for a case, clause or choice: a list of chips, of those in `columns` where given. */
  ibid.chips = (kind, id, letterOf, currentKey, columns) =>
    make("ul", { class: "chips" }, (columns ?? ibid.core.implementations.keys().toArray()).map((column) => {
      const one = ibid.core.implementations[column];
      return make("li", {}, ibid.chip(one, letterOf(column), ibid.href(kind, id, one.key), null, one.key === currentKey));
    }));

  /** A program: numbered statements. `note(index)` may give [class, words] for one of them. */
  ibid.program = (statements, note) =>
    make("ol", { class: "program" }, statements.map((text, index) => {
      const [kind, words] = note?.(index) ?? [];
      return make("li", { class: kind }, make("code", {}, text), words && make("small", {}, words));
    }));

  /** "(5)", "1 case", "3 cases" */
  ibid.count = (number, one, many) => `${number.toLocaleString("en")} ${number === 1 ? one : many ?? one + "s"}`;
})();
