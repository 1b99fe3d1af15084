/* What an idiom costs: bytes as cases judged them, time as it was measured on a machine that is named. */
"use strict";

(() => {
  const { make } = ibid;

  /** The measured times, or null: a report without them goes without. */
  ibid.costs = () => ibid.load("costs").catch(() => null);

  const digits = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });

  function bytes(number) {
    if (number < 1000) return ibid.count(number, "byte");
    return number < 1e6 ? `${digits.format(number / 1000)} kB` : `${digits.format(number / 1e6)} MB`;
  }

  function duration(nanoseconds) {
    if (nanoseconds < 1000) return `${digits.format(nanoseconds)} ns`;
    return nanoseconds < 1e6 ? `${digits.format(nanoseconds / 1e3)} \u00b5s` : `${digits.format(nanoseconds / 1e6)} ms`;
  }
  const spoken = (number) => (number >= 1e6 ? "a million" : number === 1000 ? "a thousand" : digits.format(number));

  /** {bytes, most} that one execution of the act allocates by an outcome's text, or null. */
  ibid.allocated = (text, times) => {
    const found = /allocates (at most )?(\d+) bytes/.exec(text);
    return found && { bytes: Number(found[2]) / (times || 1), most: Boolean(found[1]) };
  };

  /** "800 bytes", "nothing", "at most 64 bytes" */
  ibid.allocatedWords = ({ bytes: number, most }) => (number === 0 ? "nothing" : (most ? "at most " : "") + bytes(number));

  /** What one execution allocates by a case, as a link to it. */
  function judged(example) {
    const text = example && ibid.expectations(example).find((sentence) => sentence.includes("allocates"));
    const allocated = text && ibid.allocated(text, example.facts.times);
    const array = /\((\d+)[,)]|\(\((\d+), (\d+)\)/.exec(example?.facts?.program[0] ?? "");
    const numbers = array && (array[1] ?? array[2] * array[3]);
    return allocated ? [make("a", { href: ibid.href("case", example.id) }, ibid.allocatedWords(allocated)),
      allocated.bytes > 0 && numbers && make("small", {}, ` of ${numbers} numbers`)] : "not judged";
  }

  const bar = (share) =>
    make("span", { class: "cost-bar", "aria-hidden": "true" }, make("i", { style: `width: ${Math.max(share * 100, 0.5).toFixed(1)}%` }));

  /*
   * The costs of `ids`, side by side: a row for each, a column for each system and size. `costs` is costs.json, or null,
   * and `examples` has the cases that it names. A bar shows a time against the longest of its column.
   */
  ibid.costTable = (costs, examples, ids, say) => {
    const rows = (costs?.costs ?? []).filter((cost) => ids.includes(cost.id));
    if (rows.length === 0) return null;
    const columns = [];
    for (const time of rows.flatMap((row) => row.times))
      if (!columns.some((one) => one.system === time.system && one.elements === time.elements)) columns.push(time);
    const at = (row, column) => row.times.find((time) => time.system === column.system && time.elements === column.elements)?.nanoseconds;
    const longest = columns.map((column) => Math.max(...rows.map((row) => at(row, column) ?? 0)));
    return make("figure", { class: "example cost" }, say && make("figcaption", {}, ibid.prose(say)),
      make("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": "Times" },
        make("table", { class: "plain costs" },
          make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "Written"), make("th", { scope: "col" }, "Allocates"),
            columns.map((column) => make("th", { scope: "col" }, column.system,
              make("small", {}, ` ${spoken(column.elements)} numbers`))))),
          make("tbody", {}, rows.map((row) => make("tr", {},
            make("th", { scope: "row" }, make("code", {}, row.code)),
            make("td", {}, judged(examples.get(row.case))),
            columns.map((column, index) => make("td", { class: "number" },
              at(row, column) === undefined ? "\u2013" : [duration(at(row, column)), bar(at(row, column) / longest[index])]))))))),
      make("p", { class: "fine" }, `Time of one execution, the least of several, on ${costs.machine.processor}, ${costs.machine.system}. ` +
        "What is allocated was judged by a case, where a system lets its memory be counted."));
  };
})();
