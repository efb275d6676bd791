import { DeskAccess } from "./desk-access.js";
import { DeskCheckpoint } from "./desk-checkpoint.js";
import { DeskEvent } from "./desk-event.js";
import { DeskForm } from "./desk-form.js";
import { DeskResults } from "./desk-results.js";
import { begin, go, here, place, results, searched } from "./place.js";

/** The auditor's desk: shows the place that the address names, and nothing else. */

const TITLE = "Auditor's desk · Rackledger";
const checkpoint = new DeskCheckpoint();
const event = new DeskEvent();
const access = new DeskAccess(line => go(place({ see: "access", line })));
const form = new DeskForm(parameters => search(parameters));
const found = new DeskResults((field, reason) => form.refuse(field, reason));
let before = null;

begin(moved => {
  const query = here();
  const at = query.get("see") === "access" ? "access" : query.has("event") ? "event" : "search";
  document.title = at === "access" ? `Who looked · ${TITLE}` : TITLE;
  ["search", "event", "access"].forEach(name => { document.getElementById(name).hidden = name !== at; });
  mark("to-search", at === "search");
  mark("to-access", at === "access");
  event.leave();
  checkpoint.show();
  if (at === "access") {
    access.show(query.get("line") ?? "0");
  } else if (at === "event") {
    event.show(query.get("event"));
  } else {
    form.show(searched(query));
    found.show(query);
  }
  if (moved) {
    arrive(at, query);
  }
  before = { at, event: query.get("event") };
});

/** A search is asked again even where the address is the same. */
function search(parameters) {
  const address = place(parameters);
  if (address === location.pathname + location.search) {
    found.again(here());
  } else {
    go(address);
  }
}

/** Focus goes where the reader went; back at the results it is on the event that was open. */
function arrive(at, query) {
  const link = at === "search" && before?.at === "event"
    ? document.querySelector(`#result-rows a[href="${CSS.escape(place({ ...Object.fromEntries(results(query)), event: before.event }))}"]`)
    : null;
  const target = link ?? document.getElementById(at === "search" ? "results-title" : `${at}-title`);
  target.focus({ preventScroll: link === null });
  if (link === null) {
    (at === "search" ? document.getElementById("results") : document.getElementById(at)).scrollIntoView({ block: "nearest" });
  }
}

function mark(id, isHere) {
  const link = document.getElementById(id);
  if (isHere) {
    link.setAttribute("aria-current", "page");
  } else {
    link.removeAttribute("aria-current");
  }
}
