import { Backlog } from "./backlog.js";
import { DelistingRisk } from "./delisting-risk.js";
import { LiveView } from "./live-view.js";
import { Selection } from "./selection.js";
import { Standing } from "./standing.js";
import { VendorShare } from "./vendor-share.js";

const standing = new Standing();
const states = new Map();
const selection = new Selection(document.getElementById("vendor-share-controls"), parameters =>
  vendorShare.open(parameters));

const vendorShare = live("vendor-share", new VendorShare());
const backlog = live("backlog", new Backlog());
const delistingRisk = live("delisting-risk", new DelistingRisk());
const views = [vendorShare, backlog, delistingRisk];

vendorShare.open(selection.parameters());
backlog.open();
delistingRisk.open();

document.addEventListener("visibilitychange", () =>
  views.forEach(view => (document.hidden ? view.pause() : view.resume())));

/** Every message is shown in one go: figures, position and standing change in the same task. */
function live(name, panel) {
  states.set(name, { status: "loading", figures: null });
  return new LiveView(name, state => {
    states.set(name, state);
    welcome();
    panel.show(state);
    standing.show([...states.values()]);
  });
}

function welcome() {
  const all = [...states.values()];
  const nothing = all.every(({ figures }) => figures !== null && figures.rows.size === 0) && !selection.isNarrow();
  document.getElementById("welcome").hidden = !nothing;
  document.getElementById("panels").hidden = nothing;
}
