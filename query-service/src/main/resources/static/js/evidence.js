import { el } from "./dom.js";
import { quantity } from "./format.js";

const SHORT = 8;

/** A link to each of the given events. */
export function eventLinks(ids) {
  return el("span", { class: "evidence" }, (ids ?? []).map(link));
}

/** One link to all events of `{events, count, all}`, or to each where `all` is no path of this service. */
export function allEvents(because) {
  const { events = [], count = events.length, all } = because ?? {};
  return typeof all === "string" && all.startsWith("/api/")
    ? el("a", { href: all }, `${quantity(count)} ${count === 1 ? "event" : "events"}`)
    : eventLinks(events);
}

function link(id) {
  const text = id.length > 2 * SHORT ? `…${id.slice(-SHORT)}` : id;
  const query = new URLSearchParams({ id });
  return el("a", { href: `/api/ledger/events?${query}`, title: `Event ${id}`, "aria-label": `Event ${id}` }, text);
}
