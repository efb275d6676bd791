import { title } from "./cells.js";
import { hash } from "./desk-words.js";
import { el } from "./dom.js";
import { day, money, quantity, words } from "./format.js";
import { place } from "./place.js";

/** What an event says, as people read it: names and values by their shape alone. All of it is text. */

/** Members that name other events by their ids. */
const EVENTS = new Set(["events", "target"]);
const HASH = /^[0-9a-f]{64}$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const CONSTANT = /^[A-Z][A-Z]+(_[A-Z]+)*$/;

/** Its members, one a line. */
export function members(body) {
  const names = Object.keys(body);
  return names.length === 0 ? el("span", { class: "unknown" }, "not said") : el("dl", { class: "members" }, names.map(name =>
    el("div", { class: isDeep(body[name]) ? "deep" : null }, el("dt", {}, title(name)), el("dd", {}, value(name, body[name])))));
}

function value(name, each) {
  if (each === null || each === undefined || each === "") {
    return el("span", { class: "unknown" }, "not said");
  }
  if (Array.isArray(each)) {
    return list(name, each);
  }
  switch (typeof each) {
    case "number": return quantity(each);
    case "boolean": return each ? "yes" : "no";
    case "object": return object(each);
    default: return text(name, each);
  }
}

function text(name, each) {
  if (EVENTS.has(name)) {
    return el("a", { href: place({ id: each }), title: "Find this event" }, each);
  }
  if (HASH.test(each)) {
    return hash(each);
  }
  return DATE.test(each) ? el("span", { title: each }, day(each)) : CONSTANT.test(each) && name !== "currency" ? words(each) : each;
}

function object(each) {
  const names = Object.keys(each).sort().join();
  if (names === "amount,currency") {
    return el("span", { title: `${each.amount} ${each.currency}` }, money(each));
  }
  if (names === "key,value") {
    return `${each.key}:${each.value}`;
  }
  return names === "amount,unit" ? `${quantity(each.amount)} ${each.unit}` : members(each);
}

function list(name, values) {
  if (values.length === 0) {
    return el("span", { class: "unknown" }, "none");
  }
  const deep = values.some(isDeep);
  return el("ul", { class: deep ? "said deep" : "said" }, values.map(each => el("li", {}, value(name, each))));
}

/** Whether it has members of its own that need lines of their own. */
function isDeep(each) {
  if (Array.isArray(each)) {
    return each.some(isDeep);
  }
  return each !== null && typeof each === "object" && !["amount,currency", "key,value", "amount,unit"].includes(Object.keys(each).sort().join());
}
