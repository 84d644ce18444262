(() => {
"use strict";
const root = document.documentElement;
const all = (query, from = document) => [...from.querySelectorAll(query)];
const byId = id => document.getElementById(id);
const fold = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
root.classList.add("on");

// What the tools cover is left free above whatever a link leads to.
const tools = document.querySelector(".tools");
new ResizeObserver(() => {
  const covers = getComputedStyle(tools).position === "sticky" ? tools.offsetHeight : 0;
  root.style.setProperty("--tools", covers + "px");
}).observe(tools);

// Language: what isn't shown is hidden by the style.
const titles = { en: all("h1 [lang=en]")[0], zh: all("h1 [lang=zh-Hans]")[0] };
const show = to => {
  root.dataset.show = to;
  if (to !== "both") {
    root.lang = to === "zh" ? "zh-Hans" : "en";
    if (titles[to]) document.title = titles[to].textContent;
  }
  for (const button of all("[data-to]")) button.setAttribute("aria-pressed", button.dataset.to === to);
};
for (const button of all("[data-to]")) button.addEventListener("click", () => show(button.dataset.to));
show(root.dataset.show);

// Filter: a row stays where it, or the heading of its page, holds every word, and where it has one of the positions.
const find = byId("find"), only = all(".only");
const isRow = "main tbody tr, main li.note";
let rows;
const gather = () => {
  const headings = new Map();
  const heading = row => {
    const page = row.closest(".page, section");
    if (!headings.has(page)) {
      const wide = row.closest(".heat");
      headings.set(page, (page.querySelector("h2, h3, h4").textContent) + " " + (wide ? wide.tHead.textContent : ""));
    }
    return headings.get(page);
  };
  const lone = all("main .page").filter(page => !page.querySelector("tbody tr, li.note"));
  return all(isRow).concat(lone).map(row => ({ row, said: fold(heading(row) + " " + row.textContent) }));
};
const boxAbove = element => element.parentElement.closest("[data-box], .part");
const filter = () => {
  const words = fold(find.value).split(/\s+/).filter(Boolean);
  const wanted = only.filter(box => box.checked).map(box => box.value);
  const active = words.length + wanted.length > 0;
  rows ??= gather();
  const kept = new Set();
  let shown = 0;
  for (const { row, said } of rows) {
    const positions = row.dataset.p ?? "";
    const fits = words.every(word => said.includes(word)) && (!wanted.length || wanted.some(key => positions.includes(key)));
    row.hidden = !fits;
    if (!fits) continue;
    shown += 1;
    for (let box = boxAbove(row); box && !kept.has(box); box = boxAbove(box)) kept.add(box);
  }
  const fitting = new Set(rows.filter(({ row }) => !row.hidden).map(({ row }) => row));
  for (const box of all("main [data-box], main .part")) {
    const hasRows = box.matches("[data-box]") || box.querySelector("tbody tr, li.note");
    box.hidden = active && Boolean(hasRows) && !kept.has(box) && !fitting.has(box);
  }
  byId("all").hidden = !active;
  byId("shown").textContent = shown;
  byId("rows").textContent = rows.length;
  const [some, none] = all(".found > span");
  some.hidden = !active || shown === 0;
  none.hidden = !active || shown > 0;
};
const reset = () => {
  find.value = "";
  for (const box of only) box.checked = false;
  filter();
};
find.addEventListener("input", filter);
for (const box of only) box.addEventListener("change", filter);
byId("all").hidden = true;
byId("all").addEventListener("click", () => { reset(); find.focus(); });
// What a link leads to is shown, even where the filter hides it.
const reveal = () => {
  const target = byId(decodeURIComponent(location.hash.slice(1)));
  if (target && target.closest("[hidden]")) {
    reset();
    target.scrollIntoView();
  }
};
addEventListener("hashchange", reveal);

// Sorting: by position, by number, else by what is read.
const visible = cell => all("[lang]", cell).length && root.dataset.show !== "both"
  ? [...cell.querySelectorAll(root.dataset.show === "zh" ? ":scope [lang=zh-Hans]" : ":scope [lang=en]")].map(part => part.textContent).join(" ")
  : cell.textContent;
const plain = cell => {
  const link = cell.querySelector("a");
  return (cell.querySelector("[lang]") ? (link && root.dataset.show !== "zh" ? link.textContent + " " : "") + visible(cell) : cell.textContent).trim();
};
const keyOf = (cell, asNumber) => {
  const position = cell.matches(".heat td") ? cell.className.match(/p(\d)/) : cell.querySelector(".chip")?.className.match(/p(\d)/);
  if (position) return Number(position[1]) || null;
  if (asNumber) return Number.isNaN(parseFloat(cell.textContent)) ? null : parseFloat(cell.textContent);
  return plain(cell) || null;
};
const sort = (table, head) => {
  const up = head.getAttribute("aria-sort") !== "ascending";
  const asNumber = head.matches(".n"), column = head.cellIndex;
  const collator = new Intl.Collator(root.lang, { numeric: true });
  const order = (a, b) => typeof a === "number" ? a - b : collator.compare(a, b);
  const keyed = [...table.tBodies[0].rows].map(row => [keyOf(row.cells[column], asNumber), row]);
  keyed.sort(([a], [b]) => a === null || b === null ? (a === null) - (b === null) : up ? order(a, b) : order(b, a));
  table.tBodies[0].append(...keyed.map(([, row]) => row));
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", up ? "ascending" : "descending");
};
const sorter = byId("sorter").content.firstElementChild;
for (const table of all("table.sort")) {
  for (const head of table.tHead.rows[0].cells) {
    if (head.matches(".fixed")) continue;
    const button = sorter.cloneNode(true), link = head.querySelector("a");
    if (link) {
      button.firstElementChild.append(link.textContent);
      head.append(button);
    } else {
      button.replaceChildren(...head.childNodes);
      head.append(button);
    }
    button.addEventListener("click", () => sort(table, head));
  }
}
})();
