import { vendorColourName } from "./colours.js";
import { el, keyed } from "./dom.js";

/**
 * A table whose rows turn into cards on a narrow screen. Columns are `{title, cell, number}`: `cell` gives a row's
 * node or text, `number` aligns it to the right. Roles are given explicitly, since a card's layout takes away the
 * meaning that browsers give to table elements.
 */
export class Table {
  #body = el("tbody", { role: "rowgroup" });
  #columns;

  constructor(host, label, columns) {
    this.#columns = columns;
    const heads = columns.map(({ title, number }) =>
      el("th", { role: "columnheader", scope: "col", class: number ? "number" : null }, title));
    host.replaceChildren(el("table", { role: "table", "aria-labelledby": label },
      el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, heads)), this.#body));
  }

  /** Shows rows by their key. */
  show(rows) {
    keyed(this.#body, rows, row => row.key, row => this.#row(row));
  }

  #row(row) {
    return el("tr", { role: "row" }, this.#columns.map(({ title, cell, number }, at) =>
      el(at === 0 ? "th" : "td", {
        role: at === 0 ? "rowheader" : "cell",
        scope: at === 0 ? "row" : null,
        class: number ? "number" : null,
        "data-title": title,
      }, cell(row))));
  }
}

/** A figure as text, marked where it is unknown. */
export function figure(text, exact = null) {
  return el("span", { class: text === "unknown" ? "unknown" : null, title: exact }, text);
}

/** An id, cut where it is too long for its column. */
export function id(text) {
  return el("span", { class: "id", title: text }, text);
}

/** A row's vendor beside its colour in the charts. */
export function vendorName({ vendor }) {
  return el("span", { class: "vendor" },
    el("span", { class: `swatch ${vendorColourName(vendor)}`, "aria-hidden": "true" }), id(vendor));
}
