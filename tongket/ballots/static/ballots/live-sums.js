// Adds up the entry grid while it is typed, as the server does when it is sent. Without this file the button
// "Cộng thử" does the same. It shows both sides of a sum, never the number that would mend it.
(() => {
  "use strict";
  const form = document.querySelector("form[data-live-sums]");
  if (!form) return;

  // Empty or not a whole number from 0 up: not known.
  const valueOf = (name) => {
    const text = form.elements[name]?.value.trim() ?? "";
    return /^\d+$/.test(text) ? Number(text) : null;
  };
  const show = (element, value) => {
    if (element) element.textContent = value === null ? "…" : String(value);
  };
  const allLines = () =>
    [...form.querySelectorAll("[data-line]")].map((row) => row.dataset.parts.trim().split(/\s+/)[0]);

  const judge = (left, known, complete, atLeast) => {
    if (left === null || known.length === 0) return null;
    const total = known.reduce((sum, value) => sum + value, 0);
    if (total > left) return false;
    if (!complete) return null;
    return atLeast || total === left;
  };

  const update = (row) => {
    const names = row.hasAttribute("data-all-lines") ? allLines() : row.dataset.parts.trim().split(/\s+/);
    if (!row.dataset.left || names[0] === "") return;
    const atLeast = row.dataset.relation === "at_least";
    const written = valueOf(row.dataset.left);
    const left = written !== null && row.dataset.factor ? written * Number(row.dataset.factor) : written;
    const values = names.map(valueOf);
    const known = values.filter((value) => value !== null);
    // A line that only names the chosen may leave its other columns empty.
    const complete = known.length === values.length || (atLeast && "line" in row.dataset && values[0] !== null);
    const total = known.length ? known.reduce((sum, value) => sum + value, 0) : null;
    const holds = judge(left, known, complete, atLeast);

    show(row.querySelector("[data-left-value]"), written);
    show(row.querySelector("[data-total]"), total);
    const parts = row.querySelectorAll("[data-part-value]");
    if (parts.length === values.length) parts.forEach((part, index) => show(part, values[index]));
    else show(parts[0], total);
    const rest = row.querySelector("[data-rest]");
    if (rest) {
      rest.hidden = holds !== true;
      if (holds) show(rest.querySelector("[data-rest-value]"), left - total);
    }
    const sign = row.querySelector("[data-sign]");
    if (sign) {
      const agree = atLeast && !rest ? "≥" : "=";
      sign.textContent = holds === null ? "…" : holds ? agree : atLeast ? "<" : "≠";
    }
    const verdict = holds === null ? "unknown" : holds ? "reconciles" : "differs";
    row.querySelectorAll("[data-verdict]").forEach((mark) => {
      mark.hidden = mark.dataset.verdict !== verdict;
    });
    row.classList.toggle("tk-wrong", holds === false);
  };

  const updateAll = () => document.querySelectorAll("[data-sum]").forEach(update);
  form.addEventListener("input", updateAll);

  // Enter goes down the column, as in a spreadsheet, instead of sending half a grid.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.type !== "number") return;
    event.preventDefault();
    const numbers = [...form.querySelectorAll("input[type=number]")];
    const cell = event.target.closest("td");
    const below = cell?.parentElement.nextElementSibling?.children[cell.cellIndex]?.querySelector("input");
    (below ?? numbers[numbers.indexOf(event.target) + 1])?.focus();
  });
})();
