import { asked } from "./answers.js";
import { members } from "./desk-body.js";
import { showMoved } from "./desk-moved.js";
import { proofOf } from "./desk-proof.js";
import { called, eventLink, happened, hash, instant, isRefused, marks, subject, subjectsOf } from "./desk-words.js";
import { el } from "./dom.js";
import { quantity, words } from "./format.js";
import { eventPlace, here, place, results } from "./place.js";
import { Stage } from "./stage.js";

/** One event with all that belongs to it. */
export class DeskEvent {
  #stage = new Stage(document.getElementById("event"));
  #title = document.getElementById("event-title");
  #parts = document.getElementById("event-parts");
  #turn = 0;

  /** Shows the event at a position. */
  async show(position) {
    const turn = ++this.#turn;
    this.#nearby(position);
    this.#title.textContent = `Position ${position}`;
    this.#stage.loading();
    let trace;
    try {
      trace = await asked(`/api/ledger/events/${encodeURIComponent(position)}/trace`);
    } catch (failed) {
      if (turn === this.#turn) {
        this.#stage.failed(failed.message, () => this.show(position));
      }
      return;
    }
    if (turn === this.#turn) {
      this.#title.textContent = `${quantity(trace.event.position)} · ${called(trace.event)}`;
      document.title = `${this.#title.textContent} · Auditor's desk · Rackledger`;
      const moved = el("div", { class: "moved" });
      this.#parts.replaceChildren(...parts(trace, moved));
      this.#stage.ready();
      await showMoved(moved, trace.moved, () => turn === this.#turn);
    }
  }

  /** Nobody looks at it any more. */
  leave() {
    this.#turn++;
  }

  #nearby(position) {
    const at = Number(position);
    document.getElementById("event-back").href = place(results(here()));
    const before = document.getElementById("event-before");
    before.hidden = !(at > 0);
    before.href = eventPlace(at - 1);
    const after = document.getElementById("event-after");
    after.hidden = !Number.isSafeInteger(at);
    after.href = eventPlace(at + 1);
  }
}

function parts(trace, moved) {
  const { event } = trace;
  return [
    standing(event, trace.effects.events),
    el("div", { class: "parts-of" },
      part("What it says", members(event.event), raw(event)),
      el("div", {},
        part("Where it comes from", ...provenance(event, trace.source)),
        part("How it came here", ...recording(event, trace)))),
    el("div", { class: "parts-of three" },
      part("Goes back to", ...others(trace.causes, "To no other event.")),
      part("What went back to it", ...others(trace.effects, "No event so far.")),
      part("Refused on the same subjects", ...others(trace.refused, "No command."))),
    part("What it moved", el("p", { class: "explain" }, "Figures of the views before it and after it, as known then."), moved),
    part("Proof", ...proofOf(event.position, trace.proof)),
  ];
}

function part(name, ...content) {
  return el("section", { class: "part", "aria-label": name }, el("h3", {}, name), content);
}

/** What it is now: whether it still stands, what it is about, and when it was. */
function standing(event, effects) {
  const { says, bounds } = happened(event.validAt);
  const changed = [...(event.correctedBy ?? []), event.retractedBy].filter(id => id !== undefined)
    .map(id => effects.find(effect => effect.id === id) ?? id);
  return el("div", { class: isRefused(event) ? "standing-of refused" : "standing-of" },
    el("p", { class: "marks" }, marks(event), subjectsOf(event).map(subject)),
    isRefused(event) ? el("p", {}, "The command was refused, and nothing else happened: ", event.event.because ?? "no reason is on record", ".") : null,
    changed.length === 0 ? null : el("p", {}, "It doesn't stand as it was recorded: ",
      changed.flatMap((each, at) => [at === 0 ? "" : ", ", typeof each === "string" ? el("a", { href: place({ id: each }) }, each) : eventLink(each)]), "."),
    el("dl", { class: "times" },
      line("Happened", says, bounds === null ? null : el("small", {}, bounds)),
      line("Recorded", instant(event.recordedAt)),
      line("How", event.mode === "OBSERVED" ? "a source says so" : "we decided it")));
}

function provenance(event, source) {
  if (event.source === undefined) {
    return [el("p", { class: "no-lines" }, "It was decided without a source, and counts as confirmed.")];
  }
  return [
    event.quote === undefined ? null : el("blockquote", {}, event.quote),
    el("dl", { class: "members" },
      line("Asserted by", event.asserter ?? nobody()),
      line("Founded as", words(event.confidence ?? "CONFIRMED")),
      ...(source === null ? [line("Source", el("span", {}, event.source, el("small", {}, "not registered in this ledger")))] : registered(source))),
  ];
}

/** A source document, as it was registered. */
function registered(source) {
  const { source: id, title, publisher, retrievedOn, sha256 } = source.event;
  return [
    line("Source", el("cite", {}, title),
      el("small", {}, retrievedOn ? `${publisher} · retrieved ${retrievedOn}` : publisher)),
    line("Registered", eventLink(source, `as ${id}, at position ${quantity(source.position)}`)),
    line("SHA-256 of its text", hash(sha256 ?? "")),
  ];
}

function recording(event, { command, correlation }) {
  const told = ({ events, more }) => others({ events: events.filter(({ position }) => position !== event.position), more }, null);
  return [
    el("dl", { class: "members" },
      line("Sent by", event.actor === undefined ? nobody() : el("a", { href: place({ actor: event.actor }) }, event.actor)),
      line("Command", el("a", { href: place({ command: command.id }) }, command.id), told(command)),
      correlation === null ? null : line("Correlation",
        el("a", { href: place({ correlation: correlation.name }) }, correlation.name), told(correlation)),
      line("Event", event.id),
      line("Commit", hash(event.commit))),
  ];
}

/** Other events, a line each; nothing in place of none where `none` is null. */
function others({ events, more }, none) {
  if (events.length === 0) {
    return none === null ? [] : [el("p", { class: "no-lines" }, none)];
  }
  return [
    el("ul", { class: "others-of" }, events.map(event => el("li", { class: isRefused(event) ? "refused" : null },
      eventLink(event), " ", marks(event), el("small", {}, about(event))))),
    more ? el("p", { class: "no-lines" }, "and more, which a search finds") : null,
  ];
}

function about(event) {
  return [happened(event.validAt).says, ...subjectsOf(event).slice(0, 3)].join(" · ");
}

/** All of it as the service tells it. */
function raw(event) {
  const code = el("code");
  code.append(JSON.stringify(event, null, 2));
  return el("details", { class: "raw" }, el("summary", {}, "As JSON"), el("pre", { tabindex: "0" }, code));
}

function nobody() {
  return el("span", { class: "unknown" }, "nobody is named");
}

function line(name, ...value) {
  return el("div", {}, el("dt", {}, name), el("dd", {}, value.flat()));
}
