import { asked } from "./answers.js";
import { hash } from "./desk-words.js";
import { el } from "./dom.js";
import { quantity } from "./format.js";
import { canHash, rootOf } from "./merkle.js";

/** How an event is proven: by what, how to check it offline, and a first check by this browser. */
export function proofOf(position, proof) {
  if (proof === null) {
    return [el("p", { class: "no-lines" }, "No checkpoint covers it yet. One is signed within seconds: open the event again.")];
  }
  return [
    el("dl", { class: "members" },
      line("Leaf", hash(proof.leaf)),
      line("Under the checkpoint of", `${quantity(proof.size)} events`),
      line("With the root", hash(proof.root))),
    el("p", { class: "takeaways" },
      el("a", { href: `/api/ledger/events/${position}/proof`, download: `event-${position}.tlog-proof` }, "Download the proof")),
    el("p", { class: "explain" },
      "To check it offline, and everything else with it, take the whole ledger and run ",
      el("code", {}, "./rackledger verify export.ndjson --key VKEY --checkpoint KEPT"),
      ", with a key that you got another way and a checkpoint that you kept. It computes every leaf from the event's own bytes. The file with the proof is for verifiers of the tlog-proof format."),
    check(position, proof),
  ];
}

function check(position, proof) {
  const says = el("p", { class: "verdict", role: "status" });
  const button = el("button", { type: "button", class: "button", id: "check-proof" }, "Check it in this browser");
  button.addEventListener("click", async () => {
    button.disabled = true;
    const [good, sentence] = await verdict(position, proof);
    button.disabled = false;
    says.className = `verdict ${good ? "good" : "bad"}`;
    says.textContent = sentence;
  });
  return el("div", { class: "check" }, canHash() ? button : null, says, el("p", { class: "explain" }, canHash()
    ? "It hashes the way from the leaf up to the root. That trusts this service for the leaf, and for the root unless it is that of a checkpoint which you kept."
    : "This browser hashes only for pages that come over https or from its own machine, so it can't check the proof here."));
}

async function verdict(position, { leaf, size, root }) {
  try {
    const told = await asked(`/api/ledger/proofs/inclusion/${position}?size=${size}`);
    const reached = await rootOf(leaf, position, size, told.proof);
    return reached === root
      ? [true, `The leaf leads to that root, by way of ${quantity(told.proof.length)} other hashes: position ${quantity(position)} is under it.`]
      : [false, "The proof does not lead from the leaf to that root. Keep this page and the checkpoint, and ask why."];
  } catch (failed) {
    return [false, `It can't be checked now: ${failed.message}`];
  }
}

function line(name, value) {
  return el("div", {}, el("dt", {}, name), el("dd", {}, value));
}
