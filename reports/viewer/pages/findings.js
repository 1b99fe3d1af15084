/* Findings: what released systems do against a MUST or a SHOULD, each with a program to try. From reports/findings.json. */
"use strict";

(() => {
  const { make, own } = ibid;

  const safe = (url) => (/^https?:\/\//.test(url ?? "") ? url : null);
  const outside = (url, words) => (safe(url) ? make("a", { href: url, rel: "noreferrer" }, words) : words);

  const versionsOf = (system) =>
    [system.fails?.length > 0 && `${system.fails.join(", ")}`,
      system.holds?.length > 0 && `holds in ${system.holds.join(", ")}`].filter(Boolean).join("; ");

  const systems = (finding) => finding.systems.map((system) => [system.name,
    system.mode === "traced" ? " traced" : "", " ", (system.fails ?? []).at(-1) ?? ""].join("").trim()).join(", ");

  const issue = (finding) =>
    (finding.issue?.url ? outside(finding.issue.url, finding.issue.about ?? finding.issue.url) : "not found among public issues");

  const level = (finding) => [" ", make("span", { class: "level" }, (finding.level ?? "").toUpperCase())];

  const card = (finding) =>
    make("li", {}, make("article", {},
      make("h2", {}, make("a", { href: ibid.href("findings", finding.id) }, ibid.prose(finding.title)), level(finding)),
      make("p", { class: "who" }, make("b", {}, systems(finding)), " ", make("span", { class: "status" }, finding.status)),
      make("p", {}, ibid.prose(finding.observed)),
      make("p", { class: "fine" }, "Clause ",
        make("a", { href: ibid.href("clause", finding.clause) }, ibid.breakable(finding.clause)), ". Reported: ", issue(finding))));

  // The program, with a button that copies it. Without a clipboard the button selects the text instead.

  function program(finding) {
    const pre = make("pre", { class: "source-text", tabindex: "0", "aria-label": "The program" }, make("code", {}));
    pre.firstChild.textContent = finding.program.text.split("\n").map(ibid.visible).join("\n");
    const said = make("span", { class: "fine", role: "status" });
    const select = () => {
      getSelection().selectAllChildren(pre);
      said.textContent = "selected";
    };
    const copy = () => {
      if (!navigator.clipboard) return select();
      return navigator.clipboard.writeText(finding.program.text).then(() => { said.textContent = "copied"; }, select);
    };
    return make("figure", { class: "reproduction" },
      make("figcaption", {}, make("code", {}, finding.program.file), " ",
        make("button", { type: "button", onclick: copy }, "Copy"), " ", said), pre);
  }

  const aboutId = (id) => {
    if (own(ibid.core.cases, id)) return ibid.link("case", id);
    if (own(ibid.core.clauses, id)) return ibid.link("clause", id);
    if (own(ibid.core.choices, id)) return ibid.link("choice", id);
    return make("code", {}, id);
  };

  const fact = (term, ...content) =>
    content.flat().some(Boolean) && make("div", {}, make("dt", {}, term), make("dd", {}, content));

  function page(finding) {
    const document_ = finding.document;
    return [
      make("p", { class: "kicker" }, make("a", { href: ibid.href("findings") }, "Findings")),
      make("h1", { "data-title": finding.title.replaceAll("`", "") }, ibid.prose(finding.title), level(finding)),
      make("p", { class: "lede" }, systems(finding), finding.status && `: ${finding.status}`),
      make("dl", { class: "groups finding-facts" },
        fact("Observed", ibid.prose(finding.observed)),
        fact("Expected", ibid.prose(finding.expected)),
        fact("By", document_ && [outside(document_.url, document_.title), document_.says && [": ", make("q", {}, document_.says)]]),
        fact("Versions", make("ul", {},
          finding.systems.map((system) => make("li", {}, make("b", {}, system.name),
            system.mode === "traced" && " traced", ": ", versionsOf(system))))),
        fact("Reported", finding.issue?.url ? issue(finding) : finding.issue?.about ?? issue(finding)),
        fact("Clause", ibid.link("clause", finding.clause)),
        fact("Cases", (finding.cases ?? []).length > 0 && make("ul", {}, finding.cases.map((id) => make("li", {}, aboutId(id))))),
        fact("Found by", finding.found_by)),
      make("h2", {}, "To try it"),
      program(finding),
      finding.ruled_out && [make("h2", {}, "How it is known that it is not ours"),
        make("dl", { class: "groups finding-facts" },
          fact("Not the driver", finding.ruled_out.driver && ibid.prose(finding.ruled_out.driver)),
          fact("Not the clause", finding.ruled_out.clause && ibid.prose(finding.ruled_out.clause)))],
    ];
  }

  const notCounted = (data) =>
    (data.not_counted ?? []).length > 0 && make("section", {}, make("h2", {}, "Not counted"),
      data.about_not_counted && make("p", {}, ibid.prose(data.about_not_counted)),
      make("ul", { class: "not-counted" },
        data.not_counted.map((one) => make("li", {}, make("b", {}, one.implementation),
          one.mode === "traced" && " traced", ": ", ibid.prose(one.why),
        " ", make("small", {}, one.ids.map((id, index) => [index > 0 && ", ", aboutId(id)]))))));

  async function draw(id) {
    if (!ibid.has("findings")) return ibid.missing("This report was written without findings.");
    const data = await ibid.load("findings");
    if (id) {
      const finding = data.findings.find((one) => one.id === id);
      return finding ? page(finding) : ibid.missing("There is no such finding.");
    }
    return [
      make("h1", {}, "Findings"),
      make("p", { class: "lede" }, data.about ? ibid.prose(data.about) : "What released systems do against a rule, after a second look."),
      make("ul", { class: "finding-list" }, data.findings.map(card)),
      notCounted(data),
    ];
  }

  ibid.page("findings", draw);
})();
