/* Light or dark as the system says, until the reader says otherwise; before anything is painted. */
"use strict";

(() => {
  const key = "ibid-theme";
  const root = document.documentElement;

  function remembered() {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  }

  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  root.classList.add("js");
  if (["light", "dark"].includes(remembered())) root.dataset.theme = remembered();

  /** What is shown now: "light" or "dark". */
  const theme = () => root.dataset.theme ?? (dark.matches ? "dark" : "light");

  /** Shows the other one, and remembers it; the system's own choice is not remembered but followed. */
  function turn() {
    const next = theme() === "dark" ? "light" : "dark";
    const own = next === (dark.matches ? "dark" : "light");
    if (own) delete root.dataset.theme;
    else root.dataset.theme = next;
    try {
      if (own) localStorage.removeItem(key);
      else localStorage.setItem(key, next);
    } catch { /* not remembered, where nothing may be stored */ }
    return next;
  }

  window.ibid = { theme, turn };
})();
