/* The exchange matrix: who shares memory with whom, as reports/exchange/measure.py measured it. */
"use strict";

(() => {
  const { make } = ibid;

  const routes = [
    { route: "dlpack", copy: null, title: "Through from_dlpack(x)" },
    { route: "dlpack", copy: true, title: "Through from_dlpack(x, copy=True)" },
    { route: "dlpack", copy: false, title: "Through from_dlpack(x, copy=False)" },
    { route: "interface", copy: null, title: "From the array itself, asarray and the like" },
  ];
  const outcomes = {
    shares: { symbol: "=", class: "pass", word: "shares" },
    copies: { symbol: "+", class: "differs", word: "copies" },
    error: { symbol: "\u2717", class: "unsupported", word: "error" },
  };
  const titles = { numpy: "NumPy", reference: "ibid's reference", torch: "PyTorch", jax: "JAX", tensorflow: "TensorFlow", mxnet: "MXNet" };
  const titled = (name) => titles[name] ?? name;

  /** Memory that was given back twice, never, or while it was needed, or whose content was lost; a copy against the word. */
  const disobeys = (record) =>
    (record.copy === true && record.outcome === "shares") || (record.copy === false && record.outcome === "copies");
  const isWrong = (record) =>
    disobeys(record) || (record.deleted ?? 1) !== 1 || Boolean(record.early) || record.survives === false || record.wrong !== undefined;

  const mark = (outcome) =>
    make("span", { class: `symbol ${outcomes[outcome].class}`, "aria-hidden": "true" }, outcomes[outcome].symbol);

  /** "shares at 0, 64; copies at 4, 16, 32", or the one word where the address makes no difference. */
  function words(records) {
    const kinds = Object.keys(outcomes).filter((outcome) => records.some((record) => record.outcome === outcome));
    if (kinds.length === 1) return outcomes[kinds[0]].word;
    const offsets = (outcome) => records.filter((record) => record.outcome === outcome).map((record) => record.offset).join(", ");
    return kinds.map((outcome) => `${outcomes[outcome].word} at ${offsets(outcome)}`).join("; ");
  }

  const yes = (value) => (value === undefined ? "\u2013" : value ? "yes" : "no");

  const detailTable = (records) =>
    make("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": "What was measured" },
      make("table", { class: "plain measured" },
        make("thead", {}, make("tr", {},
          ["Memory", "Bytes from a multiple of 128", "Outcome", "Can be written", "Reaches the producer",
            "Outlives the producer", "Given back"]
          .map((text) => make("th", { scope: "col" }, text)))),
        make("tbody", {}, records.map((record) => make("tr", {},
          make("td", {}, record.source ?? ""), make("td", { class: "number" }, record.offset ?? ""),
          make("td", {}, make("span", { class: `verdict ${outcomes[record.outcome].class}` }, mark(record.outcome),
            " ", outcomes[record.outcome].word),
            record.error && make("div", { class: "message" }, record.error)),
          make("td", {}, yes(record.writable)), make("td", {}, yes(record.reaches)), make("td", {}, yes(record.survives)),
          make("td", {}, record.deleted === undefined ? "\u2013" : ibid.count(record.deleted, "time"),
            isWrong(record) && make("b", { class: "fail" }, " wrong")))))));

  // A cell unfolds into a row below its own.

  function cell(records, all, producer, consumer, columns) {
    if (records.length === 0) return make("td", { class: "empty" }, make("span", { class: "unseen" }, "not measured"));
    const kinds = new Set(records.map((record) => record.outcome));
    const mixed = kinds.size > 1;
    const button = make("button", { type: "button", class: "exchange-cell", "aria-expanded": "false" },
      mixed ? make("span", { class: "offsets", "aria-hidden": "true" }, records.map((record) =>
        make("i", { class: outcomes[record.outcome].class }, outcomes[record.outcome].symbol))) : mark(records[0].outcome),
      make("span", { class: "words" }, words(records)),
      records.some(isWrong) && make("b", { class: "fail" }, " !", make("span", { class: "unseen" }, " wrong, or not what was asked")));
    button.addEventListener("click", () => {
      const row = button.closest("tr");
      const open = button.getAttribute("aria-expanded") === "true";
      for (const other of row.querySelectorAll("[aria-expanded=true]")) other.setAttribute("aria-expanded", "false");
      if (row.nextElementSibling?.classList.contains("unfolded")) row.nextElementSibling.remove();
      if (open) return;
      button.setAttribute("aria-expanded", "true");
      row.after(make("tr", { class: "unfolded" }, make("td", { colspan: columns + 1 },
        make("p", {}, make("b", {}, `${titled(producer)} to ${titled(consumer)}`), " ",
          make("a", { href: ibid.href("exchange", `${producer}:${consumer}`) }, "all routes")), detailTable(all))));
    });
    return make("td", { class: mixed ? "mixed" : outcomes[records[0].outcome].class }, button);
  }

  function matrix(data, names, { route, copy, title }) {
    const chosen = data.records.filter((record) => record.route === route && (record.copy ?? null) === copy);
    if (chosen.length === 0) return null;
    const of = (producer, consumer) => chosen.filter((record) => record.producer === producer && record.consumer === consumer);
    return make("section", {}, make("h2", {}, title),
      make("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": title },
        make("table", { class: "exchange" },
          make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "from \\ to"),
            names.map((name) => make("th", { scope: "col" }, titled(name))))),
          make("tbody", {}, names.map((producer) => make("tr", {}, make("th", { scope: "row" }, titled(producer)),
            names.map((consumer) => {
              const all = of(producer, consumer);
              return cell(all.filter((record) => record.source !== "read-only"), all, producer, consumer, names.length);
            })))))));
  }

  const legend = () =>
    make("ul", { class: "legend" },
      make("li", {}, make("span", { class: "verdict pass" }, mark("shares"), " shares"),
        ": one memory, proved by a write to the producer's that the consumer shows"),
      make("li", {}, make("span", { class: "verdict differs" }, mark("copies"), " copies"), ": memory of its own"),
      make("li", {}, make("span", { class: "verdict unsupported" }, mark("error"), " error"), ": refused"),
      make("li", {}, make("b", { class: "fail" }, "!"), " given back other than once or too early, its content lost, or copied, or not, against what was asked"),
      make("li", {}, "Empty: not measured, since the two have no Python in common"));

  /** "NumPy 1.23.5 and 2.4.6, JAX 0.10.2", of {name: a version or a list of them}. */
  const versionsOf = (versions) =>
    Object.entries(versions).map(([name, those]) =>
      `${titled(name)} ${[those].flat().map((one) => one.split("+")[0]).join(" and ")}`).join(", ");

  const pairPage = (data, producer, consumer) => {
    const all = data.records.filter((record) => record.producer === producer && record.consumer === consumer);
    if (all.length === 0) return ibid.missing("These two were not measured together.");
    return [
      make("p", { class: "kicker" }, make("a", { href: ibid.href("exchange") }, "Exchange")),
      make("h1", {}, `${titled(producer)} to ${titled(consumer)}`),
      make("p", { class: "lede" }, `${versionsOf(all[0].versions ?? {})}.`),
      routes.map((one) => {
        const records = all.filter((record) => record.route === one.route && (record.copy ?? null) === one.copy);
        return records.length > 0 && make("section", {}, make("h2", {}, one.title), detailTable(records));
      }),
      all.filter((record) => record.route === undefined).map((record) => make("p", { class: "note" }, record.error)),
    ];
  };

  async function draw(id) {
    if (!ibid.has("exchange")) return ibid.missing("This report was written without the exchange matrix.");
    const data = await ibid.load("exchange");
    const names = Object.keys(data.versions);
    if (id) {
      const [producer, consumer] = id.split(":");
      return pairPage(data, producer, consumer);
    }
    return [
      make("h1", {}, "Exchange"),
      make("p", { class: "lede" },
        "Who shares memory with whom when an array goes from one library to another: the row hands it over, the column takes it. " +
        `Tried at ${data.offsets.join(", ")} bytes from a multiple of 128, since some decide by the address. A cell unfolds.`),
      legend(),
      make("p", { class: "fine" }, `${versionsOf(data.versions)}.`),
      routes.map((one) => matrix(data, names, one)),
      make("section", {}, make("h2", {}, "What was known, and whether it still is so"),
        make("ul", { class: "known" }, data.known.map(({ what, holds }) => make("li", {},
          make("span", { class: "verdict " + (holds ? "inconclusive" : "not-applicable") }, holds ? "yes" : "no"), " ", what)))),
    ];
  }

  ibid.page("exchange", draw);
})();
