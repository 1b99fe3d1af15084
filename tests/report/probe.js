// Tries the page out from inside and leaves {what: true or what was seen instead} in <pre id="outcome">.
"use strict";

const outcome = {};
const check = (what, fine, seen) => { outcome[what] = fine === true ? true : String(seen ?? fine); };
const wait = () => new Promise((done) => setTimeout(done, 50));
let errors = "";
window.addEventListener("error", (event) => { errors += event.message; });

async function tryOut() {
  await wait();
  const panel = document.getElementById("-panel");
  const fragment = decodeURIComponent(location.hash.replace("%ff", ""));
  const at = (id) => document.getElementById(id);

  check("nothing that an implementation said is markup",
    document.querySelectorAll("img, b > script, main script, aside script").length === 0);
  check("the page does not scroll sideways", document.documentElement.scrollWidth <= innerWidth, document.documentElement.scrollWidth);
  check("every id is unique", new Set([...document.querySelectorAll("[id]")].map((e) => e.id)).size === document.querySelectorAll("[id]").length);
  check("every cell says its verdict in words",
    [...document.querySelectorAll("td .cell")].every((cell) =>
      /pass|fail|differs|inconclusive|unsupported|not applicable|error|partly|pending|not run/.test(cell.getAttribute("aria-label") ?? cell.textContent)));

  if (fragment.startsWith("#array.iadd.identity/")) {
    check("a link to a cell opens it", !panel.hidden);
    check("its row is unfolded", at("array.iadd.identity").classList.contains("unfolded"));
    check("the act is marked", panel.querySelector(".act code").textContent === "x += 10");
    check("expected and observed stand side by side",
      [...panel.querySelectorAll(".outcomes tbody tr:first-child code")].map((e) => e.textContent).join() === "x is a,x is not a");
    check("the message is shown", panel.querySelector(".message").textContent.includes('line two </script><script>document.title="owned"</script> \\x01'));
    check("the native text is shown", [...panel.querySelectorAll(".program")].pop().textContent.includes("evil.x += 10"));
    check("the normative sentence is shown", panel.querySelector("blockquote").textContent.includes("x keeps its identity"));
    check("names point to their objects", panel.querySelectorAll(".memory li").length === 2);
    check("other implementations are a click away", panel.querySelectorAll(".chips a").length === 4);
  } else if (fragment === "#choice:overlap@torch") {
    check("a link to a choice opens it", panel.querySelector("h2").textContent === "overlap");
    check("it says who differs", panel.textContent.includes("its profile says \u201cas if copied\u201d"));
    check("it shows what was seen", panel.textContent.includes("Please clone() the tensor"));
  } else if (fragment === "#array.iadd.identity") {
    check("a link to a clause opens it", panel.querySelector("h2").textContent === "array.iadd.identity");
    check("it lists the cases", panel.querySelectorAll(".rows > li").length === 4);
  } else {
    check("a link to nothing opens nothing", panel.hidden);
  }

  if (fragment === "") {
    const fold = at("name.assignment").querySelector(".fold");
    const row = at("name.assignment/a-list");
    check("cases are folded", row.getClientRects().length === 0 && fold.getAttribute("aria-expanded") === "false");
    fold.click();
    check("and unfold", row.getClientRects().length > 0 && fold.getAttribute("aria-expanded") === "true");

    const link = at("name.assignment/a-list@numpy").querySelector("a");
    link.focus();
    link.click();
    await wait();
    check("a click gives a permanent link", location.hash === "#name.assignment/a-list@numpy", location.hash);
    check("a click opens the panel", !panel.hidden);
    check("the focus goes with it", panel.contains(document.activeElement));
    check("the panel fits", panel.scrollWidth <= panel.clientWidth, panel.scrollWidth);
    panel.querySelector(".chips li:nth-child(3) a").click();
    await wait();
    check("a chip goes to another implementation", panel.querySelector(".verdict").textContent.includes("fail"));
    history.back();
    await wait();
    check("back goes back", location.hash === "#name.assignment/a-list@numpy" && panel.querySelector(".verdict").textContent.includes("pass"));
    document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
    await wait();
    check("Escape closes", panel.hidden && location.hash === "", location.hash);
    check("and the focus returns", document.activeElement === link, document.activeElement.outerHTML);

    const search = document.querySelector("input[type=search]");
    search.value = "every second";
    search.dispatchEvent(new Event("input"));
    const shown = [...document.querySelectorAll("tbody.clause")].filter((body) => !body.hidden).map((body) => body.id);
    check("search finds cases", shown.join() === "array.slice.view", shown.join());
    check("and hides empty chapters", [...document.querySelectorAll("tbody.chapter")].filter((body) => !body.hidden).length === 1);
    search.value = "";
    search.dispatchEvent(new Event("input"));
    const scroll = document.querySelector(".clauses").parentElement;
    document.querySelector(".tools button").click();
    scroll.scrollTop = 300;
    await wait();
    const top = document.querySelector(".clauses thead th").getBoundingClientRect().top - scroll.getBoundingClientRect().top;
    check("the table's head stays", scroll.scrollTop > 0 && Math.abs(top) < 3, `${scroll.scrollTop} ${top}`);
  }
  check("no error", errors === "", errors);
  check("the title is ours", document.title === "ibid: who does what", document.title);
  const pre = document.createElement("pre");
  pre.id = "outcome";
  pre.textContent = JSON.stringify(outcome);
  document.body.append(pre);
}

addEventListener("load", tryOut);
