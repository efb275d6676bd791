import { day, quantity } from "./format.js";

/**
 * A section of the page that shows one view. Its phase (loading, nothing, ready) decides which of its parts is seen,
 * and is one attribute, so that a part never shows beside another's figures.
 */
export class Panel {
  #section;

  constructor(section) {
    this.#section = section;
  }

  loading() {
    this.#phase("loading");
    this.#find(".stamp").textContent = "";
  }

  nothing(reason, figures) {
    this.#find(".nothing").textContent = reason;
    this.#phase("nothing");
    this.#stamp(figures);
  }

  ready(figures) {
    this.#phase("ready");
    this.#stamp(figures);
  }

  #stamp(figures) {
    const at = figures === null || figures.position === null ? [] : [`position ${quantity(figures.position)}`];
    const on = figures?.totals.validAsOf ? [day(figures.totals.validAsOf)] : [];
    this.#find(".stamp").textContent = [...on, ...at].join(" · ");
  }

  #phase(phase) {
    this.#section.dataset.phase = phase;
    this.#section.setAttribute("aria-busy", String(phase === "loading"));
  }

  #find(selector) {
    return this.#section.querySelector(selector);
  }
}
