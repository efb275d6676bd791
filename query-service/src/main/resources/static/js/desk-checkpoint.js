import { asked, textPage } from "./answers.js";
import { ago, eventLink, hash, instant } from "./desk-words.js";
import { el } from "./dom.js";
import { quantity } from "./format.js";
import { hex } from "./merkle.js";
import { Stage } from "./stage.js";

/** The latest signed checkpoint of the ledger. */
export class DeskCheckpoint {
  #stage = new Stage(document.getElementById("checkpoint"));
  #age = document.getElementById("checkpoint-age");
  #facts = document.getElementById("checkpoint-facts");
  #shown = null;

  /** Asks for it; one that is shown stays until another comes. */
  async show() {
    let text;
    let note;
    try {
      text = (await textPage("/api/ledger/checkpoint")).body;
      note = read(text);
    } catch (failed) {
      if (this.#shown === null) {
        this.#stage.failed(failed.message, () => this.show());
      }
      return;
    }
    if (text !== this.#shown) {
      this.#shown = text;
      this.#facts.replaceChildren(
        fact("Events that it covers", quantity(note.size)),
        fact("Root", hash(note.root)),
        fact("Origin", note.origin),
        fact("Signatures by", note.signers.join(", ")));
      this.#stage.ready();
      await this.#tellAge(note);
    }
  }

  /** A checkpoint has no time of its own: it is younger than the last event that it covers. */
  async #tellAge({ size }) {
    try {
      const last = await asked(`/api/ledger/events/${size - 1}`);
      this.#age.replaceChildren(`up to ${instant(last.recordedAt)}, ${ago(last.recordedAt)}: `, eventLink(last, `position ${quantity(size - 1)}`));
    } catch (failed) {
      this.#age.textContent = `its age can't be told: ${failed.message}`;
    }
  }
}

/** A checkpoint as a note: its origin, size and root, and who signed it. Nobody checks the signatures here. */
function read(note) {
  const [text, signed] = note.split("\n\n— ");
  const [origin, size, root] = text.split("\n");
  if (!/^\d+$/.test(size ?? "") || root === undefined || signed === undefined) {
    throw new Error("What the service calls its checkpoint is none.");
  }
  return {
    origin,
    size: Number(size),
    root: hex(Uint8Array.from(atob(root), each => each.charCodeAt(0))),
    signers: signed.trimEnd().split("\n— ").map(line => line.split(" ")[0]),
  };
}

function fact(name, value) {
  return el("div", {}, el("dt", {}, name), el("dd", {}, value));
}
