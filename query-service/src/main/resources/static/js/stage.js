import { el } from "./dom.js";

/** A section that asks for something. Its phase (loading, nothing, failed, ready) decides which of its parts is seen. */
export class Stage {
  #section;

  constructor(section) {
    this.#section = section;
  }

  loading() {
    this.#phase("loading");
  }

  ready() {
    this.#phase("ready");
  }

  nothing(reason) {
    this.#section.querySelector(".nothing").textContent = reason;
    this.#phase("nothing");
  }

  /** Says what went wrong; `retry` asks again, null where that would change nothing. */
  failed(reason, retry) {
    const again = retry === null ? null : el("button", { type: "button", class: "button" }, "Try again");
    again?.addEventListener("click", retry);
    this.#section.querySelector(".failure").replaceChildren(...[el("p", {}, reason), again].filter(each => each !== null));
    this.#phase("failed");
  }

  #phase(phase) {
    this.#section.dataset.phase = phase;
    this.#section.setAttribute("aria-busy", String(phase === "loading"));
  }
}
