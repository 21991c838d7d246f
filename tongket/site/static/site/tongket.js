// Comfort only: every act works without this file.
(() => {
  "use strict";
  document.documentElement.classList.add("tk-js");

  // Switchers send themselves when another unit or year is chosen.
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-autosubmit]");
    if (form) form.requestSubmit();
  });

  // One open menu or dialog at a time; Escape and a click beside it close it and give the focus back.
  const floating = ".tk-dialog[open], .tk-account[open], .tk-phone-menu[open]";
  const close = (details, focus) => {
    details.open = false;
    if (focus) details.querySelector("summary").focus();
  };
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = [...document.querySelectorAll(floating)].pop();
    if (open) close(open, true);
  });
  document.addEventListener("click", (event) => {
    for (const details of document.querySelectorAll(floating)) {
      if (!details.contains(event.target) || event.target === details) close(details, false);
    }
    const cancel = event.target.closest("[data-close]");
    if (cancel) close(cancel.closest("details"), true);
  });
  document.addEventListener("toggle", (event) => {
    const details = event.target;
    if (!details.open || !details.matches(".tk-dialog")) return;
    const first = details.querySelector(".tk-dialog-window :is(input:not([type=hidden]), select, textarea, button)");
    if (first) first.focus();
  }, true);

  // A form is sent once: a double click doesn't act twice.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });

  // "All" of a table with a column of checkboxes, and how many are chosen.
  const told = (table) => {
    const boxes = [...table.querySelectorAll("tbody input[type=checkbox]")];
    const all = table.querySelector("thead input[type=checkbox]");
    const chosen = boxes.filter((box) => box.checked);
    if (all) {
      all.checked = boxes.length > 0 && chosen.length === boxes.length;
      all.indeterminate = chosen.length > 0 && !all.checked;
    }
    for (const box of boxes) box.closest("tr").classList.toggle("tk-chosen", box.checked);
    for (const place of document.querySelectorAll("[data-chosen]")) place.textContent = chosen.length;
    for (const bar of document.querySelectorAll(".tk-chosen-bar")) bar.classList.toggle("tk-some", chosen.length > 0);
  };
  document.addEventListener("change", (event) => {
    const table = event.target.closest("table[data-select]");
    if (!table || event.target.type !== "checkbox") return;
    const all = table.querySelector("thead input[type=checkbox]");
    if (event.target === all) {
      for (const box of table.querySelectorAll("tbody input[type=checkbox]")) box.checked = all.checked;
    }
    told(table);
  });
  for (const table of document.querySelectorAll("table[data-select]")) told(table);

  // Files dropped on a field.
  for (const name of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(name, (event) => {
      const zone = event.target.closest && event.target.closest(".tk-drop");
      if (!zone) return;
      event.preventDefault();
      zone.classList.toggle("tk-over", name === "dragover");
      if (name === "drop") zone.querySelector("input[type=file]").files = event.dataTransfer.files;
    });
  }

  // Something typed and not sent: the browser asks before leaving.
  const changed = new Set();
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-keep]");
    if (form) changed.add(form);
  });
  document.addEventListener("submit", (event) => changed.delete(event.target));
  window.addEventListener("beforeunload", (event) => { if (changed.size) event.preventDefault(); });

  for (const print of document.querySelectorAll("[data-print]")) {
    print.addEventListener("click", (event) => { event.preventDefault(); window.print(); });
  }
})();
