import { asked } from "./answers.js";
import { Backlog } from "./backlog.js";
import { DelistingRisk } from "./delisting-risk.js";
import { Explorer } from "./explorer.js";
import { LiveView } from "./live-view.js";
import { Replay } from "./replay.js";
import { Selection } from "./selection.js";
import { Standing } from "./standing.js";
import { VendorShare } from "./vendor-share.js";

const FIRST_EXPLORED = "orders";
const CATALOGUE_RETRY_MS = 5_000;

const standing = new Standing();
const states = new Map();
const replay = new Replay();
const explorer = new Explorer(state => {
  states.set("explorer", state);
  stand();
});
const selection = new Selection(document.getElementById("vendor-share-controls"), parameters =>
  vendorShare.open(parameters));

const vendorShare = live("vendor-share", new VendorShare());
const backlog = live("backlog", new Backlog());
const delistingRisk = live("delisting-risk", new DelistingRisk());
const main = [vendorShare, backlog, delistingRisk];

vendorShare.open(selection.parameters());
backlog.open();
delistingRisk.open();
offerAll();

document.addEventListener("visibilitychange", () => {
  [...main, explorer].forEach(view => (document.hidden ? view.pause() : view.resume()));
  if (document.hidden) {
    replay.pause();
  }
});

/** Every message is shown in one go: figures, position and standing change in the same task. */
function live(name, panel) {
  states.set(name, { status: "loading", figures: null });
  return new LiveView(name, state => {
    states.set(name, state);
    welcome();
    panel.show(state);
    stand();
  });
}

function stand() {
  const all = [...states.values()];
  standing.show(all);
  replay.ledgerAt(Math.max(-1, ...all.map(({ figures }) => figures?.position ?? -1)));
}

function welcome() {
  const all = ["vendor-share", "backlog", "delisting-risk"].map(name => states.get(name));
  const nothing = all.every(({ figures }) => figures !== null && figures.rows.size === 0) && !selection.isNarrow();
  document.getElementById("welcome").hidden = !nothing;
  document.getElementById("panels").hidden = nothing;
}

/** Asks for the catalogue until it comes: without it there is nothing to choose from. */
async function offerAll() {
  let views;
  try {
    ({ views } = await asked("/api/views"));
  } catch (failed) {
    explorer.unavailable(`${failed.message} The list of views is asked for again by itself.`);
    setTimeout(offerAll, CATALOGUE_RETRY_MS);
    return;
  }
  explorer.offer(views, FIRST_EXPLORED);
  if (views.some(({ name }) => name === "orders")) {
    await replay.begin();
  }
}
