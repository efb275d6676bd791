import { title } from "./cells.js";
import { el } from "./dom.js";
import { day, percent, quantity } from "./format.js";

const MOST_FIGURES = 6;
const NOTHING = "–";
const SHARE = /(^|\.)(share|coverage|utilisation)$/;
const decimal = new Intl.NumberFormat("en-US", { maximumFractionDigits: 4 });
/** Which events a figure rests on changes with every event: that is no news. */
const QUIET = new Set(["because", "key"]);

/** What one step changed, by view: each figure before and after. */
export function changesOf(changes) {
  const shown = changes.map(({ view, totals, rows }) => ({
    view,
    figures: [...rows.flatMap(row => figures(row.key, row)), ...(totals === null ? [] : figures("", totals))],
  })).filter(({ figures: all }) => all.length > 0);
  return shown.length === 0
    ? el("p", { class: "no-lines" }, "No figure of any view.")
    : el("div", { class: "changed" }, shown.map(changed));
}

function changed({ view, figures: all }) {
  const lines = all.map(line);
  const more = lines.slice(MOST_FIGURES);
  return el("section", { class: "view-change", "aria-label": title(view.replaceAll("-", " ")) },
    el("h4", {}, title(view.replaceAll("-", " "))),
    el("ul", {}, lines.slice(0, MOST_FIGURES)),
    more.length === 0 ? null : el("details", {},
      el("summary", {}, `${quantity(more.length)} more`), el("ul", {}, more)));
}

function line({ key, name, before, after }) {
  return el("li", {},
    el("span", { class: "what" }, key === "" ? null : el("b", {}, key), " ", title(name.replaceAll(".", " "))),
    el("span", { class: "turn" }, el("del", {}, text(name, before)), " → ", el("ins", {}, text(name, after))));
}

/** The figures of a row that differ, `{key, name, before, after}` each; what a row is called is told by its key. */
function figures(key, { before, after }) {
  const [old, now] = [flat(before), flat(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter(name => text(name, old.get(name)) !== text(name, now.get(name)))
    .filter(name => !isName(key, old.get(name) ?? now.get(name)) && !([old, now].every(each => isExactBound(each, name))))
    .map(name => ({ key, name, before: old.get(name), after: now.get(name) }));
}

function isName(key, value) {
  return typeof value === "string" && key.split(/[: ]/).includes(value);
}

/** Whether it is one of two bounds that are the same, so that the figure itself tells all. */
function isExactBound(figures, name) {
  const path = /^(.*?)(low|high|Low|High)$/.exec(name);
  if (path === null) {
    return false;
  }
  const [low, high] = path[2] === "low" || path[2] === "high" ? ["low", "high"] : ["Low", "High"];
  return figures.get(path[1] + low) === figures.get(path[1] + high);
}

/** Figures within figures by their path. */
function flat(row, prefix = "", into = new Map()) {
  for (const [name, value] of Object.entries(row ?? {})) {
    if (QUIET.has(name)) {
      continue;
    }
    const path = prefix === "" ? name : `${prefix}.${name}`;
    if (value !== null && typeof value === "object" && !Array.isArray(value) && !("currency" in value)) {
      flat(value, path, into);
    } else if (Array.isArray(value) && value.some(each => each !== null && typeof each === "object")) {
      value.forEach((each, at) => flat(each, `${path}.${each?.vendor ?? each?.quarter ?? each?.currency ?? at + 1}`, into));
    } else {
      into.set(path, value);
    }
  }
  return into;
}

function text(name, value) {
  if (value === null || value === undefined || value === "") {
    return NOTHING;
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? "none" : value.join(", ");
  }
  if (typeof value === "object") {
    return `${quantity(value.amount)} ${value.currency}`;
  }
  if (typeof value === "number") {
    return SHARE.test(name) ? percent(value) : decimal.format(value);
  }
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? day(value) : String(value);
}
