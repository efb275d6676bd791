import { el } from "./dom.js";
import { day, quantity, words } from "./format.js";
import { eventPlace, place } from "./place.js";

/** How events of the log are called and dated for people. */

const NO_SUBJECTS = /^(event|source|command|sha256):/;
/** Members that say it best, the best first. */
const WORDS = ["because", "rationale", "title", "legalName", "text", "reason", "name", "instrument"];
const LONGEST_GIST = 120;
const REFUSED = "command-refused";
const MONTHS = { year: 12, quarter: 3, month: 1 };
const moment = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium", timeZone: "UTC" });
const month = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });

/** `server-order-placed.v1` as `Server order placed`. */
export function typeName(type) {
  const text = String(type).replace(/\.v\d+$/, "").replaceAll("-", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function isRefused({ type }) {
  return type.replace(/\.v\d+$/, "") === REFUSED;
}

/** What it is, in a few words: a refused command by the command's name and the rule that refused it. */
export function called(event) {
  return isRefused(event) ? `Refused: ${typeName(event.event.name ?? "command").toLowerCase()}` : typeName(event.type);
}

/** What it says first, in its own words; null if it says nothing in words. */
export function gist({ event }) {
  const name = WORDS.find(each => typeof event[each] === "string" && event[each] !== "");
  if (name === undefined) {
    return null;
  }
  const text = name === "text" && typeof event.attribute === "string" ? `${event.attribute}: ${event.text}` : event[name];
  return text.length > LONGEST_GIST ? `${text.slice(0, LONGEST_GIST)} …` : text;
}

/** An instant, as precisely as it is recorded to the second, in UTC. */
export function instant(text) {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? String(text) : `${moment.format(at)} UTC`;
}

/** When it happened, `{says, bounds}`: as precisely as anybody says, and the first and last day that it may have been. */
export function happened(validAt) {
  if (validAt === null || validAt === undefined) {
    return { says: "nobody says when", bounds: null };
  }
  const match = /^(\d{4})(?:-Q([1-4])|-(\d{2}))?$/.exec(validAt);
  if (match === null) {
    return { says: validAt.includes("T") ? instant(validAt) : day(validAt), bounds: null };
  }
  const [, year, quarter, inMonth] = match;
  const first = quarter === undefined ? Number(inMonth ?? 1) - 1 : 3 * (Number(quarter) - 1);
  const months = quarter === undefined ? (inMonth === undefined ? MONTHS.year : MONTHS.month) : MONTHS.quarter;
  const from = new Date(Date.UTC(Number(year), first, 1));
  const to = new Date(Date.UTC(Number(year), first + months, 0));
  const says = quarter === undefined ? (inMonth === undefined ? year : month.format(from)) : `Q${quarter} ${year}`;
  return { says, bounds: `${day(from.toISOString())} – ${day(to.toISOString())}` };
}

/** What it is about: its tags without those of its id, source and command. */
export function subjectsOf({ tags }) {
  return tags.filter(tag => !NO_SUBJECTS.test(tag));
}

/** A tag as a link to all that carries it. */
export function subject(tag) {
  const [key, ...value] = tag.split(":");
  return el("a", { class: "subject", href: place({ tag }), title: `All about ${tag}` },
    el("small", {}, key), ` ${value.join(":")}`);
}

/** What became of it since, and how well it is founded, as marks. */
export function marks(event) {
  return [
    isRefused(event) ? el("span", { class: "mark was-refused" }, `refused: ${event.event.rule ?? "by a rule"}`) : null,
    event.retractedBy ? el("span", { class: "mark was-retracted" }, "retracted since") : null,
    event.correctedBy ? el("span", { class: "mark was-corrected" }, "corrected since") : null,
  ].filter(each => each !== null);
}

/** A link that opens an event here. */
export function eventLink(event, text = `${quantity(event.position)} · ${called(event)}`) {
  return el("a", { class: "opens", href: eventPlace(event.position) }, text);
}

/** Who said it, and how well it is founded. */
export function founded({ asserter, source, confidence }) {
  return [
    source === undefined ? "decided without a source" : `${words(confidence ?? "CONFIRMED").toLowerCase()}`,
    asserter === undefined ? null : `by ${asserter}`,
    source === undefined ? null : `source ${source}`,
  ].filter(each => each !== null).join(" · ");
}

/** Some text that is long and has no blanks, such as a hash: it may break anywhere, and can be selected whole. */
export function hash(text) {
  return el("code", { class: "hash" }, text);
}

/** How long ago it was, in words. */
export function ago(text, now = Date.now()) {
  const seconds = Math.max(0, Math.round((now - new Date(text).getTime()) / 1_000));
  const [count, unit] = [[86_400, "day"], [3_600, "hour"], [60, "minute"], [1, "second"]]
    .map(([length, name]) => [Math.floor(seconds / length), name]).find(([many]) => many > 0) ?? [0, "second"];
  return `${quantity(count)} ${unit}${count === 1 ? "" : "s"} ago`;
}
