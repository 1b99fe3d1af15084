/* What surrounds every page: navigation, search, the switch between light and dark, keys. Last of the scripts. */
"use strict";

(() => {
  const { make } = ibid;

  function themeSwitch() {
    const button = make("button", { type: "button", class: "theme", onclick: () => { ibid.turn(); name(); } });
    const name = () => {
      const dark = ibid.theme() === "dark";
      button.replaceChildren(make("span", { "aria-hidden": "true" }, dark ? "\u2600" : "\u263e"));
      button.setAttribute("aria-label", dark ? "Light colours" : "Dark colours");
      button.title = button.getAttribute("aria-label");
    };
    name();
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", name);
    return button;
  }

  /* The matrix filters as one types; anywhere else Enter goes there. */
  function search() {
    const input = make("input", {
      type: "search", id: "search", placeholder: "Search clauses and cases", "aria-label": "Search clauses and cases",
      autocomplete: "off", spellcheck: "false", "aria-keyshortcuts": "/",
    });
    const onMatrix = () => ibid.place(location.hash).page === "matrix";
    const form = make("form", { role: "search" }, input, make("kbd", { "aria-hidden": "true" }, "/"));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!onMatrix()) location.hash = ibid.href("matrix", "", null, { q: input.value.trim() });
    });
    input.addEventListener("input", () => {
      if (onMatrix()) ibid.search(input.value);
    });
    document.addEventListener("ibid:drawn", ({ detail }) => {
      if (document.activeElement !== input) input.value = detail.page === "matrix" ? detail.query.q ?? "" : "";
    });
    return form;
  }

  const typing = (element) => element.closest?.("input:not([type=checkbox]), select, textarea, [contenteditable]");

  function keys(event) {
    const input = document.getElementById("search");
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/" && !typing(event.target)) {
      event.preventDefault();
      input.focus();
      input.select();
    } else if (event.key === "Escape" && event.target === input) {
      input.value = "";
      input.dispatchEvent(new Event("input"));
      input.blur();
    } else if (event.key === "Escape") {
      const menu = event.target.closest?.("details.menu[open]") ?? document.querySelector("details.menu[open]");
      if (!menu) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  }

  for (const link of document.querySelectorAll("header nav [data-needs]"))
    if (!ibid.has(link.dataset.needs)) link.remove();
  document.getElementById("shell-tools").append(search(), themeSwitch());
  document.addEventListener("keydown", keys);
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    document.getElementById("main").focus();
  });
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]"))
      if (!menu.contains(event.target)) menu.open = false;
  });
  ibid.start();
})();
