/*
 * Idioms that keep their meaning: for each way to update, copy, convert and so on, where it is safe, since which
 * version, what happens elsewhere, and what it allocates. Two systems can be held against each other: the porter's page.
 */
"use strict";

(() => {
  const { make, own } = ibid;

  const words = { p: "keeps its meaning", f: "goes wrong", e: "breaks", x: "goes wrong, as is known", d: "answers otherwise",
    n: "does otherwise", i: "cannot be told", u: "has nothing of the kind", o: "is not concerned", "-": "was not asked" };
  const folded = "oiu-"; // of which a reader learns nothing

  function chip(idiom, column, letter) {
    const one = ibid.core.implementations[column];
    const answer = letter === "p" ? null : ibid.meaningAnswer(idiom, column);
    const failing = idiom.holds.find((id) => ibid.letter(own(ibid.core.cases, id), column) === ibid.marked(letter)) ?? idiom.holds[0];
    const href = answer && letter === "n" ? ibid.href("choice", answer.choice, one.key) : ibid.href("case", failing, one.key);
    return ibid.chip(one, ibid.marked(letter), href,
      [ibid.meaningSince(idiom, column), answer?.answer !== "none" && answer?.answer].filter(Boolean).join("; ") || null);
  }

  function systems(idiom, columns) {
    const found = new Map();
    for (const column of columns) {
      const letter = ibid.meaning(idiom, column);
      found.set(letter, [...(found.get(letter) ?? []), column]);
    }
    const row = (letter) =>
      make("div", {}, make("dt", {}, ibid.verdict(ibid.marked(letter), words[letter])),
        make("dd", {}, make("ul", { class: "chips" }, found.get(letter).map((column) => make("li", {}, chip(idiom, column, letter))))));
    const letters = [..."pfexdnoiu-"].filter((letter) => found.has(letter));
    const loud = letters.filter((letter) => !folded.includes(letter));
    const rest = letters.filter((letter) => folded.includes(letter));
    return [
      loud.length > 0 && make("dl", { class: "groups answers" }, loud.map(row)),
      rest.length > 0 && make("details", { class: "rest" },
        make("summary", {}, ibid.others(rest.map((letter) => [letter, found.get(letter).length]), loud.length > 0)),
        make("dl", { class: "groups answers" }, rest.map(row))),
    ];
  }

  const titles = (columns) => columns.map((column) => ibid.title(ibid.core.implementations[column])).join(", ");

  const costLine = (cost) =>
    make("li", {}, make("code", {}, cost.act), " allocates ", make("a", { href: ibid.href("case", cost.id) }, cost.words), " where ", make("code", {}, cost.array), ": ",
      cost.as.length > 0 ? titles(cost.as) : "nowhere as it should",
      cost.otherwise.length > 0 && ["; otherwise: ", titles(cost.otherwise)]);

  // What comes when a card is unfolded.

  function exampleOf(example, title, columns) {
    const reasons = new Map();
    for (const column of columns) {
      const letter = ibid.letter(example.record, column);
      const reason = "fexd".includes(letter) && example.details[column]?.reason;
      if (reason) reasons.set(reason, [...(reasons.get(reason) ?? []), column]);
    }
    return make("figure", { class: "example" },
      make("figcaption", {}, title, " ", make("a", { href: ibid.href("case", example.id) }, example.record.title)),
      ibid.exampleProgram(example), ibid.expected(example),
      [...reasons].map(([reason, those]) => make("p", { class: "reason" },
        make("b", {}, titles(those)), ": ", reason)));
  }

  async function cases(idiom, columns) {
    const examples = await ibid.examples([...idiom.holds, ...(idiom.instead ?? [])], { pictures: true });
    const drawn = (ids, title) => ids.map((id) => examples.get(id)).filter(Boolean).map((example) => exampleOf(example, title, columns));
    return [
      drawn(idiom.holds, "It keeps its meaning where this passes:"),
      drawn(idiom.instead ?? [], "What happens elsewhere:"),
      (idiom.choices ?? []).length > 0 && make("p", {}, "It depends on ", idiom.choices.map((id, index) =>
        [index > 0 && ", ", make("a", { href: ibid.href("choice", id) }, own(ibid.core.choices, id)?.asks ?? id)])),
    ];
  }

  function unfold(idiom, columns, open) {
    const inside = make("div", {});
    const fill = async () => {
      if (inside.dataset.filled) return;
      inside.dataset.filled = "yes";
      inside.append(...[await cases(idiom, columns)].flat(Infinity).filter(Boolean));
    };
    const details = make("details", { class: "more", ontoggle: () => details.open && fill() },
      make("summary", {}, "The programs behind it"), inside);
    if (open) details.open = true;
    return details;
  }

  /** One idiom, headed by an element `heading`; null where the page is headed so already, and then it is unfolded. */
  function card(idiom, columns, examples, heading) {
    const costs = examples ? ibid.meaningCosts(idiom, examples) : [];
    return make("article", { class: "idiom", "data-idiom": idiom.id },
      heading && make(heading, { class: "idiom-name" }, make("a", { href: ibid.href("idioms", idiom.id) }, make("code", {}, idiom.code))),
      make("p", {}, ibid.prose(idiom.means)),
      systems(idiom, columns),
      costs.length > 0 && make("ul", { class: "allocations" }, costs.map(costLine)),
      unfold(idiom, columns, heading === null));
  }

  /** The idiom of that id, for another page; `say` is a sentence to put above it. */
  ibid.idiomCard = (id, say) => {
    const idiom = ibid.idiom(id);
    return idiom && make("div", {}, say && make("p", {}, ibid.prose(say)), card(idiom, ibid.newest(), null, "p"));
  };

  // The page.

  const costCases = (idioms) => [...new Set(idioms.flatMap((idiom) => idiom.costs ?? []))];

  const select = (id, label, chosen, none, changed) => {
    const options = [...ibid.core.implementations.keys()].map((column) => ibid.core.implementations[column]);
    return make("label", {}, label, make("select", { id, onchange: changed }, make("option", { value: "" }, none),
      options.map((one) => make("option", { value: one.key, selected: one.key === chosen }, ibid.title(one)))));
  };

  function summary(idioms, from, to) {
    if (!from || !to) return null;
    const kept = idioms.filter((idiom) => ibid.meaning(idiom, ibid.column(from)) === "p");
    const both = kept.filter((idiom) => ibid.meaning(idiom, ibid.column(to)) === "p").length;
    return make("p", { class: "kept", role: "status" },
      `Of ${kept.length} idioms that keep their meaning in ${ibid.title(ibid.implementation(from))}, ${both} keep it in ` +
      `${ibid.title(ibid.implementation(to))} as well.`);
  }

  function wanted(idiom, { from, to, only }) {
    if (!from || !to || only !== "changed") return true;
    return ibid.meaning(idiom, ibid.column(from)) === "p" && ibid.meaning(idiom, ibid.column(to)) !== "p";
  }

  function listing(groups, examples, query) {
    const columns = [query.from, query.to].map((key) => (key ? ibid.column(key) : -1)).filter((column) => column >= 0);
    const shown = columns.length > 0 ? [...new Set(columns)] : ibid.newest();
    return [
      summary(groups.flatMap((group) => group.idioms), query.from, query.to),
      groups.map((group) => {
        const idioms = group.idioms.filter((idiom) => wanted(idiom, query));
        return idioms.length > 0 && make("section", { "aria-labelledby": `group-${group.id}` },
          make("h2", { id: `group-${group.id}` }, group.title), make("p", { class: "lede" }, group.about),
          make("div", { class: "idiom-list" }, idioms.map((idiom) => card(idiom, shown, examples, "h3"))));
      }),
    ];
  }

  function tools(query, changed) {
    const read = () => ({
      from: document.getElementById("idioms-from").value, to: document.getElementById("idioms-to").value,
      only: document.getElementById("idioms-only").checked ? "changed" : "",
    });
    const tell = () => changed(read());
    return make("form", { class: "tools", onsubmit: (event) => event.preventDefault() },
      select("idioms-from", "Written for", query.from, "any system", tell),
      select("idioms-to", "has to run on", query.to, "any system", tell),
      make("label", { class: "tick" },
        make("span", {}, make("input",
          { type: "checkbox", id: "idioms-only", checked: query.only === "changed", onchange: tell }), " only what changes")));
  }

  async function draw(id, query) {
    const groups = await ibid.idioms();
    const known = { from: ibid.implementation(query.from) ? query.from : "",
      to: ibid.implementation(query.to) ? query.to : "", only: query.only ?? "" };
    if (id) {
      const idiom = ibid.idiom(id);
      if (!idiom) return ibid.missing("There is no such idiom.");
      const examples = await ibid.examples(costCases([idiom]));
      return [
        make("p", { class: "kicker" }, make("a", { href: ibid.href("idioms") }, "Idioms that keep their meaning")),
        make("h1", { "data-title": idiom.code }, make("code", {}, idiom.code)),
        card(idiom, ibid.newest(), examples, null),
      ];
    }
    const examples = await ibid.examples(costCases(groups.flatMap((group) => group.idioms)));
    const place = make("div", { id: "idiom-place" }, listing(groups, examples, known));
    const changed = (next) => {
      ibid.keep(next);
      place.replaceChildren(...[listing(groups, examples, next)].flat(Infinity).filter(Boolean));
    };
    return [
      make("h1", {}, "Idioms that keep their meaning"),
      make("p", { class: "lede" },
        "Ways to say a thing, and where saying it so is safe: every case that stands behind an idiom passes there. " +
        "Choose two systems to see what has to be rewritten on the way from one to the other."),
      tools(known, changed),
      make("nav", { class: "jump", "aria-label": "Groups" }, groups.map((group) =>
        make("button", { type: "button", onclick: () => document.getElementById(`group-${group.id}`)?.scrollIntoView() }, group.title))),
      place,
    ];
  }

  ibid.page("idioms", draw);
})();
