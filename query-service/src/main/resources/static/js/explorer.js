import { cell, columnsOf, isBound, title } from "./cells.js";
import { el, keyed } from "./dom.js";
import { day, quantity } from "./format.js";
import { LiveView } from "./live-view.js";
import { Panel } from "./panel.js";
import { Table } from "./table.js";

const PAGE = 100;
const HEAD = new Set(["view", "ledger", "generation", "validAsOf", "knownAsOf"]);
const NOT_CONNECTED = {
  reconnecting: "Reconnecting. The figures are the last ones received.",
  disconnected: "Not connected. The figures are the last ones received.",
};

/** Any view that the service offers, live, for the dates and the selection that the form says. */
export class Explorer {
  #panel = new Panel(document.getElementById("explorer"));
  #form = document.getElementById("explorer-controls");
  #parameters = document.getElementById("explorer-parameters");
  #purpose = document.getElementById("explorer-purpose");
  #note = document.querySelector("#explorer .connection-note");
  #totals = document.getElementById("explorer-totals");
  #host = document.getElementById("explorer-rows");
  #pages = document.getElementById("explorer-pages");
  #onState;
  #views = new Map();
  #live = null;
  #asked = "";
  #rows = [];
  #first = 0;
  #table = null;

  /** `onState` is told every state of the view that is shown. */
  constructor(onState) {
    this.#onState = onState;
    this.#form.addEventListener("change", () => this.#changed());
    this.#form.addEventListener("submit", event => event.preventDefault());
    this.#pages.children[0].addEventListener("click", () => this.#turn(-PAGE));
    this.#pages.children[2].addEventListener("click", () => this.#turn(PAGE));
  }

  /** Offers these views, as `/api/views` describes them, and shows the one that the address names or else `fallback`. */
  offer(views, fallback) {
    this.#views = new Map(views.map(view => [view.name, view]));
    const wanted = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
    const name = this.#views.has(wanted.view) ? wanted.view : fallback;
    this.#form.elements.view.replaceChildren(...views.map(view => el("option", { value: view.name }, title(view.name.replaceAll("-", " ")))));
    if (!this.#views.has(name)) {
      this.#panel.nothing("The service offers no views.", null);
      return;
    }
    this.#form.elements.view.value = name;
    this.#ask();
    Object.entries(wanted).filter(([field]) => field in this.#form.elements)
      .forEach(([field, value]) => { this.#form.elements[field].value = value; });
    this.#open();
  }

  /** Says why there are none. */
  unavailable(reason) {
    this.#panel.nothing(reason, null);
  }

  pause() {
    this.#live?.pause();
  }

  resume() {
    this.#live?.resume();
  }

  #changed() {
    if (!this.#views.has(this.#form.elements.view.value) || !this.#form.reportValidity()) {
      return;
    }
    if (this.#form.elements.view.value !== this.#parameters.dataset.view) {
      this.#ask();
    }
    if (this.#query() !== this.#asked) {
      history.replaceState(null, "", `${location.pathname}${location.search}#${this.#query()}`);
      this.#open();
    }
  }

  /** Fields for the view's own parameters. */
  #ask() {
    const { name, purpose, parameters } = this.#views.get(this.#form.elements.view.value);
    this.#parameters.dataset.view = name;
    this.#purpose.textContent = purpose;
    this.#parameters.replaceChildren(...(parameters ?? []).map(field));
  }

  #open() {
    this.#live?.pause();
    this.#asked = this.#query();
    this.#first = 0;
    this.#rows = [];
    const { view, ...parameters } = Object.fromEntries(new URLSearchParams(this.#asked));
    const described = this.#views.get(view);
    if (described.halted) {
      this.#panel.nothing(`This view has halted: ${described.halted}`, null);
      return;
    }
    const live = new LiveView(view, state => {
      if (live === this.#live) {
        this.#show(described, state);
        this.#onState(state);
      }
    });
    this.#live = live;
    live.open(parameters);
  }

  #query() {
    return new URLSearchParams([...new FormData(this.#form)].map(([name, value]) => [name, value.trim()])
      .filter(([, value]) => value !== "")).toString();
  }

  #show(described, { status, figures, reason }) {
    this.#note.textContent = figures === null ? "" : NOT_CONNECTED[status] ?? "";
    this.#note.hidden = this.#note.textContent === "";
    if (status === "refused") {
      this.#panel.nothing(reason, null);
    } else if (figures === null) {
      this.#panel.loading();
    } else if (figures.rows.size === 0) {
      this.#panel.nothing("Nothing on record for this selection.", figures);
    } else {
      this.#panel.ready(figures);
      this.#showTotals(figures.totals);
      this.#rows = [...figures.rows.values()];
      this.#columns(described.columns);
      this.#showRows();
    }
    this.#known();
  }

  /** What was known when, where that is not now. */
  #known() {
    const known = this.#form.elements.knownAsOf.value;
    const stamp = document.querySelector("#explorer .stamp");
    if (known !== "" && stamp.textContent !== "") {
      stamp.textContent += ` · as known on ${day(known)}`;
    }
  }

  #showTotals(totals) {
    const shown = Object.keys(totals).filter(name => !HEAD.has(name) && !isBound(name, totals));
    keyed(this.#totals, shown.map(name => ({ name, of: [totals[name], totals[`${name}Low`], totals[`${name}High`]] })),
      each => each.name,
      ({ name }) => el("div", {}, el("dt", {}, title(name)), el("dd", {}, total(totals, name))));
  }

  /** A table is made anew only where its columns are others. */
  #columns(names) {
    const columns = columnsOf(names, this.#rows);
    const shape = columns.map(column => `${column.title}${column.number}`).join();
    if (this.#host.dataset.shape !== shape || this.#table === null) {
      this.#host.dataset.shape = shape;
      this.#table = new Table(this.#host, "explorer-title", columns);
    }
  }

  #showRows() {
    const count = this.#rows.length;
    this.#first = Math.min(this.#first, Math.floor((count - 1) / PAGE) * PAGE);
    const end = Math.min(count, this.#first + PAGE);
    this.#table.show(this.#rows.slice(this.#first, end));
    const [before, text, after] = this.#pages.children;
    this.#pages.hidden = count <= PAGE;
    text.textContent = `Rows ${quantity(this.#first + 1)} to ${quantity(end)} of ${quantity(count)}`;
    before.disabled = this.#first === 0;
    after.disabled = end === count;
  }

  #turn(rows) {
    this.#first = Math.max(0, this.#first + rows);
    this.#showRows();
  }
}

/** What has parts of its own is shown on demand. */
function total(totals, name) {
  const value = totals[name];
  const parts = Array.isArray(value) ? value.filter(each => each !== null && typeof each === "object").length : 0;
  return parts === 0 ? cell(totals, name) : el("details", {},
    el("summary", {}, `${quantity(parts)} in all`), cell(totals, name));
}

function field({ name, values, fallback, purpose }) {
  const input = values.length > 0
    ? el("select", { name }, values.includes(fallback) ? null : el("option", { value: "" }, "any"),
      values.map(value => el("option", { value, selected: value === fallback ? "" : null }, value.toLowerCase())))
    : el("input", { type: "text", name, value: fallback, placeholder: "all", maxlength: 200, spellcheck: "false", autocapitalize: "none" });
  return el("label", { class: "field", title: purpose }, title(name), input);
}
