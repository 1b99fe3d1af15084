/* The start page stands in index.html; what is known by then makes it richer: who answers how, and a bar for each system. */
"use strict";

(() => {
  const { make, own } = ibid;
  const content = [...document.getElementById("main").childNodes];
  const find = (selector) => content.filter((node) => node instanceof Element).flatMap((node) => [...node.querySelectorAll(selector)]);

  const linked = (list) => list.flatMap((one, index) => [index > 0 ? ", " : "", ibid.implementationLink(one)]);

  function answers(figures) {
    const choice = own(ibid.core.choices, figures.dataset.choice);
    if (!choice) return;
    for (const figure of figures.querySelectorAll("[data-answer]")) {
      const list = ibid.systems().filter((one) => choice.given[ibid.column(one.key)] === figure.dataset.answer);
      if (list.length > 0) figure.querySelector(".who").replaceChildren("So answer ", ...linked(list), ".");
    }
  }

  const conclusions = new Map([
    [true, ["pass", "\u2713", "conforms"]],
    [false, ["fail", "\u2717", "does not conform"]],
    [null, ["not-applicable", "\u2013", "no claim"]],
  ]);

  /** What a whole run says, with its symbol; the words are for an implementation with a profile. */
  ibid.conclusion = (one, full) => {
    const [kind, symbol, words] = conclusions.get(one.conformant ?? null);
    const said = one.incomplete ? "incomplete" : one.profile ? words : one.conformant ? "consistent" : "not consistent";
    return make("span", { class: "verdict " + (one.incomplete ? "differs" : kind) },
      make("span", { class: "symbol", "aria-hidden": "true" }, one.incomplete ? "\u25d4" : symbol), " ", full ?? said);
  };

  /** Counts of an implementation by letter: an expected failure is no failure. */
  ibid.counts = (one) => ibid.tally(Object.keys(ibid.core.cases), ibid.column(one.key));

  /** The parts of a whole, drawn to scale; hidden from who hears, since the numbers stand beside it. */
  ibid.bar = (counts) =>
    make("div", { class: "bar", "aria-hidden": "true" }, [..."pxfesdiun-"].filter((letter) => counts[letter])
      .map((letter) => make("i", { class: ibid.verdicts[letter].class, style: `flex-grow:${counts[letter]}` })));

  function row(one) {
    const counts = ibid.counts(one);
    const [name, version] = ibid.names(one);
    const number = (letter, count, ...more) =>
      make("td", { class: `number ${ibid.verdicts[letter].class}` }, count > 0 && "pfx".includes(letter) ? make("b", {}, count) : count, more);
    return make("tr", {},
      make("th", { scope: "row" }, make("a", { href: ibid.href("implementation", one.key) }, name), " ", make("small", {}, version)),
      make("td", {}, one.profile ?? make("small", {}, "its own answers")),
      make("td", {}, ibid.conclusion(one), ibid.bar(counts)),
      number("p", counts.p ?? 0), number("f", (counts.f ?? 0) + (counts.e ?? 0), counts.s && make("small", {}, ` and ${ibid.count(counts.s, "SHOULD")}`)),
      ...[..."xun"].map((letter) => number(letter, counts[letter] ?? 0)));
  }

  let enriched = false;

  ibid.page("", () => {
    if (!enriched) {
      enriched = true;
      find(".two-answers").forEach(answers);
      find(".overview tbody").forEach((body) => body.replaceChildren(...ibid.systems().map(row)));
    }
    return content;
  });
})();
