import { page } from "./answers.js";
import { called, founded, gist, happened, instant, marks, subject, subjectsOf } from "./desk-words.js";
import { el } from "./dom.js";
import { quantity } from "./format.js";
import { place, results, searched } from "./place.js";
import { Stage } from "./stage.js";
import { Table } from "./table.js";

/** As many as the form shows where nobody chose. */
const FALLBACK_LIMIT = "50";
const MOST_SUBJECTS = 4;

const COLUMNS = [
  { title: "Position", cell: opener },
  { title: "What", cell: event => el("span", { class: "called" }, called(event), " ", marks(event), said(event)) },
  { title: "About", cell: event => subjects(subjectsOf(event)) },
  { title: "Happened", cell: event => time(happened(event.validAt)) },
  { title: "Recorded", cell: event => el("span", { class: "date" }, instant(event.recordedAt)) },
  { title: "By", cell: event => el("span", { class: "by" }, event.actor ?? "", el("small", {}, founded(event))) },
];

/** What a search found, a page at a time. */
export class DeskResults {
  #stage = new Stage(document.getElementById("results"));
  #found = document.getElementById("found");
  #pages = document.getElementById("result-pages");
  #table = new Table(document.getElementById("result-rows"), "results-title", COLUMNS);
  #bundle = document.getElementById("bundle");
  #onRefused;
  #shown = null;
  #turn = 0;

  /** `onRefused` is told the field that makes no sense and why; it answers whether it could say so there. */
  constructor(onRefused) {
    this.#onRefused = onRefused;
  }

  /** Shows the page of a search that the address names; what is shown already isn't asked for again. */
  async show(query) {
    const wanted = results(query).toString();
    this.#bundle.href = `/api/ledger/events.zip?${without(searched(query), "limit")}`;
    if (wanted === this.#shown) {
      return;
    }
    this.#shown = wanted;
    const turn = ++this.#turn;
    this.#stage.loading();
    this.#found.textContent = "Searching …";
    let answer;
    try {
      answer = await page(`/api/ledger/events?${question(query)}`);
    } catch (failed) {
      if (turn === this.#turn) {
        this.#failed(query, failed);
      }
      return;
    }
    if (turn === this.#turn) {
      this.#take(query, answer);
    }
  }

  /** Asks again, whatever is shown. */
  again(query) {
    this.#shown = null;
    return this.show(query);
  }

  #failed(query, { message, field }) {
    this.#shown = null;
    this.#found.textContent = "";
    const reason = message.replace(`${field}: `, "");
    if (field !== null && this.#onRefused(field, reason)) {
      this.#stage.nothing("Nothing was searched: a field above makes no sense.");
    } else {
      this.#stage.failed(message, field === null ? () => this.again(query) : null);
    }
  }

  #take(query, { body, next }) {
    const seen = Math.max(0, Number.parseInt(query.get("seen") ?? "0", 10) || 0);
    const events = body.events;
    this.#found.textContent = counted(events.length, seen, next !== null);
    if (events.length === 0) {
      this.#stage.nothing(body.position < 0 ? "The ledger holds no event yet."
        : "No event is so. Leave a condition out, or write it otherwise.");
    } else {
      const rest = results(query);
      const to = position => place({ ...Object.fromEntries(rest), event: position });
      this.#table.show(events.map(event => ({ ...event, key: String(event.position), place: to(event.position) })));
      this.#stage.ready();
    }
    this.#turnPages(query, seen, events.length, next);
  }

  #turnPages(query, seen, count, next) {
    const first = seen === 0 ? null : el("a", { class: "button", href: place(searched(query)) }, "First page");
    const on = next === null ? null : el("a", {
      class: "button",
      rel: "next",
      href: place({ ...Object.fromEntries(searched(query)), at: next.get("from"), until: next.get("to"), seen: seen + count }),
    }, "Next page");
    this.#pages.replaceChildren(...[first, on].filter(each => each !== null));
    this.#pages.hidden = this.#pages.childElementCount === 0;
  }
}

/** The question for the page that is shown: from where the last one ended, through the events that the first went through. */
function question(query) {
  const asked = searched(query);
  if (!asked.has("limit")) {
    asked.set("limit", FALLBACK_LIMIT);
  }
  for (const [name, as] of [["at", "from"], ["until", "to"]]) {
    if (query.has(name)) {
      asked.set(as, query.get(name));
    }
  }
  return asked;
}

function counted(count, seen, more) {
  if (count === 0) {
    return seen === 0 ? "No events found" : "No further events found";
  }
  const range = count === 1 ? `Event ${quantity(seen + 1)}` : `Events ${quantity(seen + 1)} to ${quantity(seen + count)}`;
  if (more) {
    return `${range} of those found; there are more`;
  }
  return seen === 0 ? `${quantity(count)} ${count === 1 ? "event" : "events"} found` : `${range}, the last of those found`;
}

function subjects(tags) {
  const shown = tags.slice(0, MOST_SUBJECTS).map(subject);
  const more = tags.length - shown.length;
  return el("span", { class: "subjects" }, shown, more === 0 ? null : el("small", {}, `and ${more} more`));
}

function opener(event) {
  const name = `Position ${event.position}: ${called(event)}`;
  return el("a", { class: "opens", href: event.place, "aria-label": name }, quantity(event.position));
}

function said(event) {
  const text = gist(event);
  return text === null ? null : el("small", {}, text);
}

function time({ says, bounds }) {
  return el("span", { class: bounds === null && says.startsWith("nobody") ? "unknown" : null }, says,
    bounds === null ? null : el("small", { class: "bounds" }, bounds));
}

function without(query, name) {
  query.delete(name);
  return query;
}
