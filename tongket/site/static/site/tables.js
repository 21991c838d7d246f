// Comfort for tables: sort, choose columns, filter, move by keyboard. Every table reads as well without this file.
(() => {
  "use strict";
  const words = document.documentElement.lang === "en"
    ? { columns: "Columns", filter: "Filter these rows", shown: "rows shown" }
    : { columns: "Cột", filter: "Lọc các dòng này", shown: "dòng" };
  const DAY = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;
  const NAME = /^(họ và tên|full name|name)$/i;

  const heads = (table) => {
    const rows = table.tHead ? [...table.tHead.rows] : [];
    const cells = rows.length === 1 ? [...rows[0].cells] : [];
    return cells.some((cell) => cell.colSpan > 1) ? [] : cells;
  };
  const rowsOf = (table) => [...table.tBodies].flatMap((body) => [...body.rows]);
  const isRegular = (table) => rowsOf(table).every((row) =>
    row.cells.length === table.tHead.rows[0].cells.length && !row.matches(".tk-group") &&
    [...row.cells].every((cell) => cell.rowSpan === 1));
  const text = (cell) => (cell ? cell.innerText || cell.textContent : "").trim();

  // A key that sorts as people here do: days by time, figures by size, names by the given name, words in Vietnamese.
  const keyOf = (value, byName) => {
    const day = DAY.exec(value);
    if (day) return { rank: 1, number: Date.UTC(+day[3], +day[2] - 1, +day[1]) };
    const figure = value.replace(/\.(?=\d{3}(\D|$))/g, "").replace(",", ".").replace(/%$/, "");
    if (figure !== "" && !Number.isNaN(Number(figure))) return { rank: 1, number: Number(figure) };
    if (value === "" || value === "–") return { rank: 3, text: "" };
    if (!byName) return { rank: 2, text: value };
    const parts = value.split(/\s+/);
    return { rank: 2, text: [parts[parts.length - 1], ...parts.slice(0, -1)].join(" ") };
  };
  const order = new Intl.Collator("vi", { numeric: true });
  const compare = (a, b) => a.rank - b.rank || (a.rank === 1 ? a.number - b.number : order.compare(a.text, b.text));

  function makeSortable(table) {
    if (document.querySelector(".tk-pager") || !isRegular(table) || rowsOf(table).length < 3) return;
    if (table.tBodies.length !== 1 || table.tBodies[0].querySelector("input:not([type=checkbox]), select")) return;
    heads(table).forEach((head, at) => {
      if (!text(head) || head.querySelector("input, button, a")) return;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "tk-sort";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        for (const other of heads(table)) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const byName = head.dataset.order === "name" || NAME.test(text(button));
        const keyed = rowsOf(table).map((row) => [keyOf(text(row.cells[at]), byName), row]);
        keyed.sort((a, b) => {
          if (a[0].rank === 3 || b[0].rank === 3) return a[0].rank - b[0].rank;
          return down ? compare(b[0], a[0]) : compare(a[0], b[0]);
        });
        table.tBodies[0].append(...keyed.map((pair) => pair[1]));
      });
    });
  }

  // Which columns are hidden is remembered on this device, by the kind of page and the table's name.
  const place = (table) =>
    `columns ${location.pathname.replace(/\d+/g, "n")} ${text(table.caption)}`;
  function remembered(table) {
    try { return JSON.parse(localStorage.getItem(place(table)) || "[]"); } catch { return []; }
  }

  function offerColumns(table, bar) {
    const cells = heads(table);
    if (cells.length < 6 || !isRegular(table)) return;
    const hidden = new Set(remembered(table));
    const details = document.createElement("details");
    details.className = "tk-columns-choice";
    const summary = document.createElement("summary");
    summary.className = "btn tk-btn-secondary tk-small";
    summary.textContent = words.columns;
    const list = document.createElement("div");
    list.className = "tk-columns-list";
    details.append(summary, list);
    const show = (at, shown) => {
      for (const row of table.querySelectorAll("tr")) if (row.cells[at]) row.cells[at].hidden = !shown;
    };
    cells.forEach((cell, at) => {
      const name = text(cell);
      if (!name || at === 0 || cell.querySelector("input")) return;
      const label = document.createElement("label");
      label.className = "form-check";
      const box = document.createElement("input");
      box.type = "checkbox";
      box.className = "form-check-input";
      box.checked = !hidden.has(name);
      const word = document.createElement("span");
      word.className = "form-check-label";
      word.textContent = name;
      label.append(box, word);
      list.append(label);
      if (hidden.has(name)) show(at, false);
      box.addEventListener("change", () => {
        show(at, box.checked);
        if (box.checked) hidden.delete(name); else hidden.add(name);
        try { localStorage.setItem(place(table), JSON.stringify([...hidden])); } catch { /* kept for this page only */ }
      });
    });
    bar.append(details);
  }

  const plain = (value) => value.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "d").toLowerCase();
  function offerFilter(table, bar) {
    if (!table.hasAttribute("data-filter")) return;
    const label = document.createElement("label");
    label.className = "tk-table-filter";
    const word = document.createElement("span");
    word.className = "visually-hidden";
    word.textContent = words.filter;
    const input = document.createElement("input");
    input.type = "search";
    input.className = "form-control";
    input.placeholder = words.filter;
    const count = document.createElement("span");
    count.className = "tk-note";
    count.setAttribute("role", "status");
    label.append(word, input);
    bar.append(label, count);
    input.addEventListener("input", () => {
      const wanted = plain(input.value.trim());
      const rows = rowsOf(table).filter((row) => !row.matches(".tk-group"));
      // All is read before anything is hidden: thousands of rows are laid out once, not once a row.
      const fits = rows.map((row) => plain(row.textContent.replace(/\s+/g, " ")).includes(wanted));
      rows.forEach((row, at) => { row.hidden = !fits[at]; });
      count.textContent = wanted ? `${rows.filter((row) => !row.hidden).length}/${rows.length} ${words.shown}` : "";
    });
  }

  // Up and down move between rows, from a link, a checkbox or a button to the same kind in the next row.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const from = event.target.closest && event.target.closest("tbody a, tbody input[type=checkbox], tbody summary");
    if (!from || event.altKey || event.ctrlKey || event.metaKey) return;
    const cell = from.closest("td, th");
    let row = cell.parentElement;
    do row = event.key === "ArrowDown" ? row.nextElementSibling : row.previousElementSibling;
    while (row && (row.hidden || !row.cells[cell.cellIndex] ||
      !row.cells[cell.cellIndex].querySelector("a, input[type=checkbox], summary")));
    if (!row) return;
    event.preventDefault();
    row.cells[cell.cellIndex].querySelector("a, input[type=checkbox], summary").focus();
  });

  for (const table of document.querySelectorAll(".tk-table > table")) {
    if (!table.tHead) continue;
    const bar = document.createElement("div");
    bar.className = "tk-table-bar";
    offerFilter(table, bar);
    offerColumns(table, bar);
    if (bar.childNodes.length) table.parentElement.before(bar);
    makeSortable(table);
  }

  // Choosing rows: the bar of what is done with them shows only while some are chosen.
  document.addEventListener("click", (event) => {
    const none = event.target.closest("[data-unchoose]");
    if (!none) return;
    for (const box of document.querySelectorAll("table[data-select] input[type=checkbox]:checked")) box.click();
  });

  // A short message of something done in place (HX-Trigger: {"toast": "…"}); it stays until it is closed.
  document.addEventListener("toast", (event) => {
    const tray = document.querySelector(".tk-toasts");
    const template = document.getElementById("tk-toast");
    if (!tray || !template) return;
    const toast = template.content.firstElementChild.cloneNode(true);
    toast.querySelector("[data-text]").textContent = event.detail.value || "";
    tray.append(toast);
  });
  document.addEventListener("click", (event) => {
    const close = event.target.closest("[data-close-toast]");
    if (close) close.closest(".tk-toast").remove();
  });
})();
