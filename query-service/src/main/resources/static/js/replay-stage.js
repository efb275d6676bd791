import { vendorColourName } from "./colours.js";
import { el } from "./dom.js";
import { eventLinks } from "./evidence.js";
import { bounds, day, known, money, quantity, UNKNOWN, words } from "./format.js";

/** One step of a replay: the state after it as bars on a scale that holds for all steps, and what happened. */

/** The most that any vendor holds, open and delivered, at any of the states. */
export function scaleOf(states, measure) {
  const sizes = states.flatMap(({ vendors }) => vendors.map(({ balance }) =>
    most(balance.open, measure) + most(balance.delivered, measure)));
  return Math.max(1, ...sizes);
}

/** A state's vendors, one bar each: delivered, then open; what may be more is hatched, up to the end if nothing bounds it. */
export function bars({ vendors, totals, currencies }, measure, scale) {
  if (vendors.length === 0) {
    return el("p", { class: "no-lines" }, "Nothing ordered yet.");
  }
  const mixed = measure === "value" && currencies.length > 1
    ? el("p", { class: "no-lines" }, `Values in ${currencies.join(" and ")} are not summed.`) : null;
  return el("div", { class: "stage" }, mixed,
    el("p", { class: "legend", "aria-hidden": "true" },
      el("i", { class: "delivered" }), "delivered", el("i", { class: "open" }), "open", el("i", { class: "perhaps" }), "perhaps"),
    el("ul", { class: "bars" }, vendors.map(({ vendor, balance }) => bar(vendor, balance, measure, scale))),
    el("dl", { class: "sums" }, ["open", "committed", "delivered"].map(basis =>
      el("div", {}, el("dt", {}, words(basis)), el("dd", { "data-figure": basis }, amount(totals[basis], measure))))));
}

function bar(vendor, balance, measure, scale) {
  const delivered = least(balance.delivered, measure);
  const open = least(balance.open, measure);
  const perhaps = most(balance.delivered, measure) + most(balance.open, measure) - delivered - open;
  const bounded = [balance.open, balance.delivered].every(({ high }) => size(high, measure) !== null);
  const parts = [["delivered", delivered], ["open", open], ["perhaps", bounded ? Math.max(0, perhaps) : scale]];
  return el("li", { class: vendorColourName(vendor), "data-vendor": vendor },
    el("span", { class: "id", title: vendor }, vendor),
    el("span", { class: "track", "aria-hidden": "true" }, parts.map(([kind, size]) => {
      const part = el("i", { class: kind });
      part.style.width = `${(100 * size) / scale}%`;
      return part;
    })),
    el("span", { class: "says" }, `${amount(balance.open, measure)} open, ${amount(balance.delivered, measure)} delivered`));
}

/** What is known of an amount, or its bounds. */
function amount({ exactly, low, high }, measure) {
  const format = figure => (measure === "value" ? money(figure) : quantity(figure));
  if (size(exactly, measure) !== null) {
    return format(exactly[measure]);
  }
  const nothing = (size(low, measure) ?? 0) === 0 && size(high, measure) === null;
  const text = nothing ? null : bounds(null, size(low, measure), size(high, measure), quantity);
  return text ?? UNKNOWN;
}

function least(spread, measure) {
  return size(spread.low, measure) ?? 0;
}

function most(spread, measure) {
  return size(spread.high, measure) ?? least(spread, measure);
}

function size(quantities, measure) {
  return known(measure === "value" ? quantities.value?.amount : quantities[measure]);
}

/** When a step was, as precisely as anybody says. */
export function when({ date, events }, known) {
  if (known) {
    return `recorded ${day(date)}`;
  }
  const said = new Set(events.map(({ validAt }) => validAt));
  const [first] = said;
  return said.size > 1 ? day(date) : first === null ? `nobody says when, recorded ${day(date)}` : day(first);
}

/** The events of a step, each with when, by which source, and what became of it. */
export function happened(events) {
  return el("ul", { class: "happened" }, events.map(event =>
    el("li", { class: event.refusedRule === null ? null : "was-refused" },
      el("p", { class: "what" }, event.what),
      el("p", { class: "marks" }, marks(event).map(mark => el("span", { class: "tag" }, mark))),
      el("p", { class: "origin" }, origin(event), " ", eventLinks([event.id])))));
}

function marks({ refusedRule, retractedBy, correctedBy, confidence }) {
  return [
    refusedRule === null ? null : `refused: ${refusedRule}`,
    retractedBy === null ? null : "taken back since",
    correctedBy.length === 0 ? null : "corrected since",
    words(confidence),
  ].filter(mark => mark !== null);
}

function origin({ validAt, recordedAt, source, position }) {
  return [
    validAt === null ? "nobody says when" : `happened ${day(validAt)}`,
    `recorded ${day(recordedAt)} at position ${quantity(position)}`,
    source === null ? "decided without a source" : `source ${source}`,
  ].join(" · ");
}
