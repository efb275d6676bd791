import { quantity } from "./format.js";

const WORDS = { loading: "Connecting", live: "Live", reconnecting: "Reconnecting", disconnected: "Disconnected" };
const GRAVITY = ["refused", "live", "loading", "reconnecting", "disconnected"];
const time = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });

/** The head of the page: the latest position that any view has reached, and how the connection stands. */
export class Standing {
  #position = document.getElementById("position");
  #connection = document.getElementById("connection");
  #text = document.getElementById("connection-text");
  #banner = document.getElementById("banner");
  #since = null;

  /** Shows the state of all views, `{status, figures}` each. */
  show(states) {
    const positions = states.map(({ figures }) => figures?.position ?? null).filter(position => position !== null);
    this.#position.textContent = positions.length === 0 ? "–" : quantity(Math.max(...positions));
    const gravest = states.map(({ status }) => status).reduce((one, other) =>
      GRAVITY.indexOf(other) > GRAVITY.indexOf(one) ? other : one);
    this.#become(gravest === "refused" ? "live" : gravest, positions.length > 0);
  }

  #become(state, anyFigures) {
    const lost = state === "disconnected";
    this.#since = state === "reconnecting" || lost ? this.#since ?? new Date() : null;
    if (this.#connection.dataset.state !== state) {
      this.#connection.dataset.state = state;
      this.#text.textContent = WORDS[state];
    }
    document.body.classList.toggle("stale", lost);
    this.#banner.hidden = !lost;
    const text = lost ? `Connection lost at ${time.format(this.#since)}. ${
      anyFigures ? "The figures below are the last ones received." : "No figures have been received yet."
    } Trying again by itself.` : "";
    if (this.#banner.textContent !== text) {
      this.#banner.textContent = text;
    }
  }
}
