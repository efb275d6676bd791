import { asked } from "./answers.js";
import { el } from "./dom.js";
import { day, quantity } from "./format.js";
import { changesOf } from "./replay-changes.js";
import { bars, happened, scaleOf, when } from "./replay-stage.js";

const MOST_IDS = 500;

/**
 * How an order or a programme came to be what it is: its replay is read once, whole, and the slider goes through it.
 * It stands at the position that it was read at; once the ledger has moved on, the panel says so.
 */
export class Replay {
  #section = document.getElementById("replay");
  #form = document.getElementById("replay-controls");
  #slider = document.getElementById("replay-at");
  #play = document.getElementById("replay-play");
  #speed = document.getElementById("replay-speed");
  #told = null;
  #asked = 0;
  #timer = null;

  constructor() {
    this.#form.addEventListener("submit", event => {
      event.preventDefault();
      this.#read();
    });
    this.#form.addEventListener("change", ({ target }) => this.#changed(target.name));
    this.#form.elements.id.addEventListener("focus", () => this.#offer());
    this.#slider.addEventListener("input", () => {
      this.#pause();
      this.#show();
    });
    this.#on("replay-back", () => this.#go(-1));
    this.#on("replay-on", () => this.#go(1));
    this.#on("replay-again", () => this.#read());
    this.#play.addEventListener("click", () => (this.#timer === null ? this.#start() : this.#pause()));
    this.#speed.addEventListener("change", () => {
      if (this.#timer !== null) {
        this.#pause();
        this.#start();
      }
    });
  }

  /** Shows the first order on record, where there is one. */
  async begin() {
    const ids = await this.#offer();
    if (ids.length > 0 && this.#form.elements.id.value === "") {
      this.#form.elements.id.value = ids[0];
      await this.#read();
    }
  }

  /** Tells it where the ledger stands. */
  ledgerAt(position) {
    const newer = this.#told !== null && position !== null && position > this.#told.start.position;
    this.#section.querySelector(".newer").hidden = !newer;
  }

  pause() {
    this.#pause();
  }

  #on(id, action) {
    document.getElementById(id).addEventListener("click", () => {
      this.#pause();
      action();
    });
  }

  #changed(name) {
    if (name === "measure") {
      this.#rescale();
    } else if (name === "kind") {
      this.#form.elements.id.value = "";
      this.#offer();
    } else if (this.#form.elements.id.value !== "") {
      this.#read();
    }
  }

  async #offer() {
    const kind = this.#form.elements.kind.value;
    try {
      const { rows } = await asked(`/api/views/${kind}`);
      const ids = rows.map(row => row.key).slice(0, MOST_IDS);
      document.getElementById("replay-ids").replaceChildren(...ids.map(id => el("option", { value: id })));
      return ids;
    } catch (failed) {
      console.info(`no list of ${kind}: ${failed.message}`);
      return [];
    }
  }

  async #read() {
    if (!this.#form.reportValidity()) {
      return;
    }
    this.#pause();
    const { kind, id, order, by } = Object.fromEntries(new FormData(this.#form));
    const turn = ++this.#asked;
    this.#phase("loading");
    let frames;
    try {
      frames = await asked(`/api/${kind}/${encodeURIComponent(id.trim())}/replay?${new URLSearchParams({ order, by })}`);
    } catch (failed) {
      if (turn === this.#asked) {
        this.#nothing(failed.message);
      }
      return;
    }
    if (turn === this.#asked) {
      this.#take(frames);
    }
  }

  #take(frames) {
    const start = frames.find(({ frame }) => frame === "start");
    const steps = frames.filter(({ frame }) => frame === "step");
    if (start === undefined || frames.at(-1).frame !== "end" || steps.length !== start.of) {
      this.#nothing("The replay broke off. Try again.");
      return;
    }
    this.#told = { start, steps };
    this.ledgerAt(null);
    this.#section.querySelector(".stamp").textContent =
      `${start.scope.replace(":", " ")} · position ${start.position === -1 ? "–" : quantity(start.position)}`;
    this.#slider.max = steps.length;
    this.#slider.value = Math.min(1, steps.length);
    this.#phase("ready");
    this.#rescale();
  }

  #rescale() {
    if (this.#told !== null) {
      const states = [this.#told.start, ...this.#told.steps].map(({ state }) => state);
      this.#told.scale = scaleOf(states, this.#form.elements.measure.value);
      this.#show();
    }
  }

  #show() {
    const { start, steps, scale } = this.#told;
    const at = Number(this.#slider.value);
    const step = at === 0 ? null : steps[at - 1];
    const place = step === null
      ? `Before the first of ${counted(steps.length)}`
      : `Step ${quantity(at)} of ${quantity(steps.length)} · ${when(step, start.order === "known")}`;
    this.#slider.setAttribute("aria-valuetext", step === null ? place : `${place}: ${step.events[0].what}`);
    this.#find("when").textContent = place;
    this.#find("state").replaceChildren(bars((step ?? start).state, this.#form.elements.measure.value, scale));
    this.#find("events").replaceChildren(step === null ? el("p", { class: "no-lines" }, "Nothing yet.") : happened(step.events));
    this.#find("scope").textContent = step === null ? "" :
      `Answered from ${start.scope.replace(":", " ")} alone, as if nothing else were on record, for ${day(step.date)}.`;
    this.#find("changes").replaceChildren(...(step === null ? [] : [changesOf(step.changes)]));
    document.getElementById("replay-back").disabled = at === 0;
    document.getElementById("replay-on").disabled = at === steps.length;
  }

  #go(by) {
    this.#slider.value = Number(this.#slider.value) + by;
    this.#show();
  }

  #start() {
    if (this.#slider.value === this.#slider.max) {
      this.#slider.value = 0;
      this.#show();
    }
    this.#play.textContent = "Pause";
    this.#timer = setInterval(() => {
      this.#go(1);
      if (this.#slider.value === this.#slider.max) {
        this.#pause();
      }
    }, 1_000 / Number(this.#speed.value));
  }

  #pause() {
    clearInterval(this.#timer);
    this.#timer = null;
    this.#play.textContent = "Play";
  }

  #nothing(reason) {
    this.#told = null;
    this.#section.querySelector(".nothing").textContent = reason;
    this.#phase("nothing");
  }

  #phase(phase) {
    this.#section.dataset.phase = phase;
    this.#section.setAttribute("aria-busy", String(phase === "loading"));
    if (phase !== "ready") {
      this.#section.querySelector(".stamp").textContent = "";
    }
  }

  #find(part) {
    return document.getElementById(`replay-${part}`);
  }
}

function counted(steps) {
  return `${quantity(steps)} ${steps === 1 ? "step" : "steps"}`;
}
