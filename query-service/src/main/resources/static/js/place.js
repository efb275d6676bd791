/**
 * Where the reader of the auditor's desk is: all of it stands in the address, so that it can be bookmarked, sent to
 * somebody, and gone back from. A search is its parameters; `at`, `until` and `seen` are the page of it that is shown,
 * `event` is the event that is open, and `see=access` the record of who looked, from line `line` on.
 */

const PAGE = "/audit.html";
const OF_ITS_PAGE = ["at", "until", "seen"];
const OTHERS = ["event", "see", "line"];

/** What the address says now. */
export function here() {
  return new URLSearchParams(location.search);
}

/** The parameters of the search alone, without its page. */
export function searched(query) {
  return without(query, [...OF_ITS_PAGE, ...OTHERS]);
}

/** The search and its page, without what else is open. */
export function results(query) {
  return without(query, OTHERS);
}

/** The address of an event, opened from where the reader is. */
export function eventPlace(position) {
  return place({ ...Object.fromEntries(results(here())), event: position });
}

/** The address of a place. */
export function place(parameters) {
  const query = new URLSearchParams(parameters).toString();
  return query === "" ? PAGE : `${PAGE}?${query}`;
}

let onArrival = () => {};
let last = location.search;

/** Goes to an address of this page; who listens to `begin` hears of it. */
export function go(address) {
  history.pushState(null, "", address);
  arrive();
}

/** Calls back with whether the reader went there: at once, on each move, and on the way back and forth. */
export function begin(callback) {
  onArrival = callback;
  addEventListener("popstate", () => {
    if (location.search !== last) {
      arrive();
    }
  });
  document.addEventListener("click", event => {
    const link = event.target.closest("a[href]");
    if (link !== null && isPlain(event) && isHere(link)) {
      event.preventDefault();
      go(link.href);
    }
  });
  onArrival(false);
}

function arrive() {
  last = location.search;
  onArrival(true);
}

/** Whether the browser would open a link in this tab. */
function isPlain({ defaultPrevented, button, metaKey, ctrlKey, shiftKey, altKey }) {
  return !defaultPrevented && button === 0 && !metaKey && !ctrlKey && !shiftKey && !altKey;
}

function isHere(link) {
  return link.origin === location.origin && link.pathname === PAGE && link.hash === "" && !link.hasAttribute("download");
}

function without(query, names) {
  return new URLSearchParams([...query].filter(([name]) => !names.includes(name)));
}
