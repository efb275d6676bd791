import { asked } from "./answers.js";
import { title } from "./cells.js";
import { el } from "./dom.js";
import { quantity } from "./format.js";
import { changesOf } from "./replay-changes.js";

const MOST_ROWS = 20;

/**
 * What an event moved: of each view that it may have moved, the figures before and after it. They are worked out one view
 * after another; `isWanted` says whether somebody still looks.
 */
export async function showMoved(host, moved, isWanted) {
  if (moved.length === 0) {
    host.replaceChildren(el("p", { class: "no-lines" }, "No view takes in such events."));
    return;
  }
  const told = moved.filter(({ diff }) => diff !== undefined);
  if (told.length === 0) {
    host.replaceChildren(el("p", { class: "no-lines" }, `Before the first event there was nothing to move; ${names(moved)} begin with it.`));
    return;
  }
  const progress = el("p", { class: "no-lines", role: "status" });
  host.replaceChildren(progress);
  const quiet = [];
  for (const [at, each] of told.entries()) {
    progress.textContent = `Working out ${title(each.view.replaceAll("-", " ")).toLowerCase()}, ${at + 1} of ${told.length} …`;
    const part = await partOf(each);
    if (!isWanted()) {
      return;
    }
    if (part === null) {
      quiet.push(each);
    } else {
      progress.before(part);
    }
  }
  progress.removeAttribute("role");
  progress.textContent = quiet.length === 0 ? "" : `No figure of ${names(quiet)} changed.`;
}

/** What changed in one view; null if no figure did. */
async function partOf({ view, diff }) {
  let answer;
  try {
    answer = await asked(`${diff}&limit=${MOST_ROWS}`);
  } catch (failed) {
    return el("p", { class: "no-lines" }, `${title(view.replaceAll("-", " "))} can't be told: ${failed.message}`);
  }
  const { totals, rows, count } = answer;
  const changes = changesOf([{ view, totals, rows }]);
  return changes.matches(".no-lines") ? null : el("div", {}, changes,
    count > rows.length ? el("p", { class: "no-lines" }, `and ${quantity(count - rows.length)} more rows`) : null);
}

function names(moved) {
  return moved.map(({ view }) => view.replaceAll("-", " ")).join(", ");
}
