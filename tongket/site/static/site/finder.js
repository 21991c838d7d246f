// The search box over any page: "/" or Ctrl+K opens it, answers come while typing, arrows move among them.
// Without this file the link in the top bar leads to the page of search, which does the same by a form.
(() => {
  "use strict";
  const dialog = document.getElementById("tim-nhanh");
  const link = document.querySelector("[data-finder]");

  const open = async () => {
    if (dialog.open) return;
    const answer = await fetch(link.dataset.finder);
    if (!answer.ok || answer.redirected) { location.assign(link.href); return; }
    dialog.innerHTML = await answer.text();
    dialog.showModal();
    dialog.querySelector("input[type=search]").focus();
  };
  if (dialog && link && dialog.showModal) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      open();
    });
    document.addEventListener("keydown", (event) => {
      const typing = event.target.closest("input, textarea, select, [contenteditable]");
      const slash = event.key === "/" && !typing && link.dataset.slash === "1" && !event.altKey && !event.ctrlKey && !event.metaKey;
      const control = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      if (!slash && !control) return;
      event.preventDefault();
      open();
    });
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog || event.target.closest("[data-finder-close]")) dialog.close();
    });
  }

  // Answers while typing: the last question asked is the one whose answer is shown.
  let asked = 0;
  let pause = 0;
  const ask = async (area, form) => {
    const number = ++asked;
    const answer = await fetch(area.dataset.results, { method: "POST", body: new FormData(form) });
    if (answer.redirected || answer.status === 403) { location.assign(form.action); return; }
    if (answer.ok && number === asked) area.querySelector("[data-found]").innerHTML = await answer.text();
  };
  document.addEventListener("input", (event) => {
    const area = event.target.closest(".tk-finder-area");
    if (!area || event.target.type !== "search") return;
    clearTimeout(pause);
    pause = setTimeout(() => ask(area, event.target.form), 180);
  });

  document.addEventListener("keydown", (event) => {
    const area = event.target.closest(".tk-finder-area");
    if (!area || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    const stops = [area.querySelector("input[type=search]"), ...area.querySelectorAll(".tk-found a")];
    const here = stops.indexOf(event.target);
    if (here < 0) return;
    event.preventDefault();
    stops[Math.min(Math.max(here + (event.key === "ArrowDown" ? 1 : -1), 0), stops.length - 1)].focus();
  });
})();
