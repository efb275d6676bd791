import { el } from "./dom.js";
import { allEvents, eventLinks } from "./evidence.js";
import { bounds, day, known, money, percent, quantity, UNKNOWN, words } from "./format.js";
import { figure, vendorName } from "./table.js";

/** Any view's figures as people read them, by their names and shapes alone. */

const SHARES = /^(share|coverage|utilisation|stake|vendorShareCap)(Low|High)?$/;
const CONSTANTS = /^(state|kind|standing|standingBy|confidence|band|role|metric|mode|basis)$/;
const MOST_ITEMS = 4;
const NOTHING = "–";

/**
 * The columns of a table of rows. Where a figure has bounds in columns of their own, they are one column with it; what
 * is called `low` and `high` is one column too.
 */
export function columnsOf(names, rows) {
  const all = new Set(names);
  const beside = Object.fromEntries(names.map(name => [name, null]));
  const shares = all.has("share");
  return names
    .filter(name => !isBound(name, beside))
    .filter(name => !(name === "high" && all.has("low")))
    .map(name => ({
      title: name === "low" && all.has("high") ? "Bounds" : title(name),
      number: rows.some(row => typeof row[name] === "number" || typeof row[`${name}Low`] === "number"),
      cell: row => (name === "low" && all.has("high") ? range(row, shares) : cell(row, name)),
    }));
}

/** `orderAgeDays` as `Order age days`. */
export function title(name) {
  const spaced = name.replaceAll(/([a-z])([A-Z])/g, "$1 $2").toLowerCase()
    .replaceAll(/\b(gpus?|mw|hhi|kw)\b/g, unit => ({ gpu: "GPU", gpus: "GPUs", mw: "MW", hhi: "HHI", kw: "kW" })[unit]);
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** One figure of a row, with its bounds where it is not known itself. */
export function cell(row, name) {
  const value = row[name];
  if (name === "because") {
    return allEvents(value);
  }
  if (name === "vendor" && typeof value === "string") {
    return vendorName(row);
  }
  if ((value === null || value === undefined) && (`${name}Low` in row || `${name}High` in row)) {
    return range({ low: row[`${name}Low`], high: row[`${name}High`] }, SHARES.test(name));
  }
  return shown(name, value);
}

function range({ low, high }, share) {
  const text = bounds(null, sum(low), sum(high), share ? percent : quantity);
  return text === null ? nothing() : el("span", { class: "bounds" }, currency(low ?? high, text));
}

/** Of money the amount, of a number itself. */
function sum(value) {
  return typeof value === "object" && value !== null ? value.amount : value;
}

function currency(value, text) {
  return typeof value === "object" && value !== null ? `${text} ${value.currency ?? value.unit ?? ""}` : text;
}

/** A value by its shape. */
function shown(name, value) {
  if (value === null || value === undefined || value === "") {
    return nothing();
  }
  if (Array.isArray(value)) {
    return list(name, value);
  }
  switch (typeof value) {
    case "number": return SHARES.test(name) ? figure(percent(value)) : figure(quantity(value), String(value));
    case "boolean": return value ? "yes" : "no";
    case "object": return object(value);
    default: return text(name, value);
  }
}

function text(name, value) {
  if (name === "event") {
    return eventLinks([value]);
  }
  if (/^\d{4}-\d{2}-\d{2}(T.*Z)?$/.test(value)) {
    return el("span", { class: "date", title: value }, day(value));
  }
  return el("span", { class: "text" }, CONSTANTS.test(name) || /^[A-Z]+_[A-Z_]+$/.test(value) ? words(value) : value);
}

function object(value) {
  if ("exactly" in value && "low" in value) {
    return known(value.exactly) === null ? range(value, false) : figure(quantity(value.exactly));
  }
  if ("amount" in value && "currency" in value) {
    return figure(money(value), value.amount);
  }
  if ("amount" in value && "unit" in value) {
    return figure(`${quantity(value.amount)} ${value.unit ?? ""}`);
  }
  const parts = Object.keys(value).filter(name => !isBound(name, value) && !isEmpty(value, name));
  return parts.length === 0 ? figure(UNKNOWN) : el("span", { class: "parts" }, parts.map(name =>
    el("span", { class: "part" }, el("small", {}, title(name)), " ",
      name === "because" && Array.isArray(value.because) ? eventLinks(value.because) : cell(value, name))));
}

/** Whether it is a bound of a figure that stands beside it. */
export function isBound(name, beside) {
  return (name.endsWith("Low") && name.slice(0, -3) in beside) || (name.endsWith("High") && name.slice(0, -4) in beside);
}

function isEmpty(value, name) {
  return [name, `${name}Low`, `${name}High`].every(each => (value[each] ?? "") === "");
}

function list(name, values) {
  if (values.length === 0) {
    return el("span", { class: "none" }, "none");
  }
  if (name === "events" || name === "because") {
    return eventLinks(values);
  }
  if (values.every(value => typeof value !== "object" || value === null)) {
    return el("span", { class: "text" }, values.join(", "));
  }
  const items = values.map(value => el("li", {}, shown(name, value)));
  return items.length <= MOST_ITEMS ? el("ul", { class: "items" }, items) : el("details", {},
    el("summary", {}, `${quantity(items.length)} in all`), el("ul", { class: "items" }, items));
}

function nothing() {
  return el("span", { class: "unknown", title: "not known, or nothing on record", "aria-label": "not on record" }, NOTHING);
}
