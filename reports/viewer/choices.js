/* The fingerprint table: every choice by every implementation, with the answers that were measured. */
"use strict";

(() => {
  const { make } = ibid;
  let view = null;

  const unmeasured = (answer) => answer === null || answer === undefined || answer === "unknown";

  // Columns with one answer look the same, numbered by first appearance; what was not measured is no answer.
  function numbers(given) {
    const known = [...new Set(given.filter((answer) => !unmeasured(answer)))];
    return given.map((answer) => known.indexOf(answer));
  }

  function row(id, columns) {
    const choice = ibid.core.choices[id];
    const given = columns.map((column) => choice.given[column]);
    const number = numbers(given);
    return make("tr", { class: "choice" },
      make("th", { scope: "row" }, make("a", { class: "id", href: ibid.href("choice", id), tabindex: "-1" }, ibid.breakable(id)),
        make("p", { class: "text" }, choice.asks)),
      columns.map((column, index) => {
        const one = ibid.core.implementations[column];
        const letter = ibid.letter(choice, column);
        const answer = given[index] ?? "not asked";
        const kind = number[index] < 0 ? "no-answer" : `answer-${number[index] % 5}`;
        const marked = "dfxe".includes(letter);
        return ibid.cell(`${kind} ${marked ? ibid.verdicts[letter].class : ""}`, ibid.href("choice", id, one.key),
          `${ibid.title(one)}: ${answer}${marked ? ", " + ibid.verdicts[letter].word : ""}`, marked && [ibid.symbol(letter), " "], answer);
      }));
  }

  function create(query) {
    const change = (name, value) => {
      const next = { ...view.query, [name]: value };
      view.update(next);
      ibid.keep(next);
    };
    const controls = [
      ibid.chooseImplementations(change),
      ibid.choose("profile", "Profile", ibid.profileOptions(), change),
      ibid.choose("where", "Choices", [["", "all"], ["apart", "where answers differ"], ["profile", "answered against the profile"]], change),
    ];
    const words = make("input", { type: "search", oninput: () => change("q", words.value) });
    const found = make("output", { "aria-live": "polite" });
    const place = make("div", {});

    function shown(id, columns, next) {
      const choice = ibid.core.choices[id];
      const given = columns.map((column) => choice.given[column]).filter((answer) => !unmeasured(answer));
      if (next.where === "apart" && new Set(given).size < 2) return false;
      if (next.where === "profile" && !columns.some((column) => "dfx".includes(ibid.letter(choice, column)))) return false;
      const text = [id, choice.asks, ...Object.keys(choice.answers)].join("\n").toLowerCase();
      return (next.q ?? "").toLowerCase().split(/\s+/).every((word) => text.includes(word));
    }

    function update(next) {
      view.query = next;
      controls.forEach((control) => control.set(next));
      if (document.activeElement !== words) words.value = next.q ?? "";
      const columns = ibid.columns(next);
      const ids = Object.keys(ibid.core.choices).filter((id) => shown(id, columns, next));
      found.textContent = `${ibid.count(ids.length, "choice")}, ${ibid.count(columns.length, "system")}`;
      if (ids.length === 0 || columns.length === 0) {
        place.replaceChildren(make("p", { class: "empty" }, columns.length === 0 ? "No system is chosen." : "Nothing fits all of this."));
        return;
      }
      const table = ibid.table({ columns, first: "Choice", label: "Fingerprints", kind: "fingerprints" });
      place.replaceChildren(table.box);
      table.bodies(ids.map((id) => () => row(id, columns)));
    }

    view = {
      query, update,
      content: [
        make("h1", {}, "What systems may decide, and how they do"),
        make("p", { class: "lede" }, "A choice is a question with a closed set of lawful answers. These answers were measured " +
          "by programs, and not read in documents. " +
          "Equal answers in a row have equal colours; ", ibid.verdict("d"), " marks an answer that is not the profile\u2019s."),
        ibid.tools(controls, make("label", {}, "Search choices", words)),
        make("div", { class: "above" }, found),
        place,
      ],
    };
    update(query);
    return view.content;
  }

  ibid.page("choices", (id, query) => create(query), { wide: true, update: (query) => view.update(query) });
})();
