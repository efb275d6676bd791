import { el, keyed } from "./dom.js";
import { eventLinks } from "./evidence.js";
import { day, fromNow, known, money, monies, quantity, UNKNOWN, words } from "./format.js";
import { Panel } from "./panel.js";
import { figure } from "./table.js";

const BANDS = new Set(["LOW", "ELEVATED", "HIGH", "CRITICAL"]);

/** How near each listed party is to losing its listing, line by line, and what hangs on it. */
export class DelistingRisk {
  #panel = new Panel(document.getElementById("delisting-risk"));
  #risks = document.getElementById("risks");

  show({ status, figures, reason }) {
    if (status === "refused") {
      this.#panel.nothing(reason, null);
    } else if (figures === null) {
      this.#panel.loading();
    } else if (figures.rows.size === 0) {
      this.#panel.nothing("No listing on record.", figures);
    } else {
      this.#panel.ready(figures);
      keyed(this.#risks, [...figures.rows.values()].sort(gravestFirst), row => row.key, risk);
    }
  }
}

function gravestFirst(one, other) {
  const index = row => known(row.index) ?? -1;
  return index(other) - index(one) || String(one.party).localeCompare(other.party);
}

function risk(row) {
  const band = BANDS.has(row.band) ? row.band.toLowerCase() : "none";
  return el("article", { class: `risk band-${band}`, "aria-label": `Delisting risk of ${row.party}` },
    el("div", { class: "risk-head" },
      el("h3", {}, row.party),
      el("span", { class: "band" }, row.band ? words(row.band) : UNKNOWN),
      el("span", { class: "state", title: "State of the gravest compliance case" },
        row.state ? words(row.state) : null),
      el("span", { class: "index" }, figure(quantity(row.index)), known(row.index) === null ? null : el("small", {}, "of 100"))),
    meter(row),
    lines(row),
    facts(row),
    el("p", { class: "model" }, [row.model && `model ${row.model}`, row.ruleSet && `rules ${row.ruleSet}`]
      .filter(Boolean).join(" · ")));
}

function meter({ index, band, party }) {
  const value = known(index);
  if (value === null) {
    return el("div", { class: "meter unknown-index", "aria-hidden": "true" });
  }
  const fill = el("div", { class: "fill" });
  fill.style.width = `${Math.min(100, Math.max(0, value))}%`;
  return el("div", {
    class: "meter", role: "meter", "aria-label": `Delisting index of ${party}`,
    "aria-valuemin": 0, "aria-valuemax": 100, "aria-valuenow": value, "aria-valuetext": `${value}, ${words(band)}`,
  }, fill, el("i", { class: "at-20" }), el("i", { class: "at-40" }), el("i", { class: "at-70" }));
}

function lines(row) {
  const list = row.lines ?? [];
  if (list.length === 0) {
    return el("p", { class: "no-lines" }, known(row.index) === null
      ? "Without a listing on record there is no index." : "Nothing adds to the index.");
  }
  return el("ul", { class: "lines" }, list.map(({ points, what, because }) =>
    el("li", {},
      el("span", { class: "points" }, known(points) === null ? UNKNOWN : `+${quantity(points)}`),
      el("span", { class: "what" }, what),
      eventLinks(because))));
}

function facts(row) {
  return el("dl", { class: "facts" },
    fact("Next deadline", deadline(row)),
    fact("Exposure", exposed(row.exposure, row.exposureUnknownLots, "open backlog")),
    fact("Weighted", known(row.index) === null ? figure(UNKNOWN)
      : exposed(row.weightedExposure, row.exposureUnknownLots, "exposure × index / 100")),
    fact("Obligations", obligations(row.obligations)));
}

function fact(name, value) {
  return el("div", {}, el("dt", {}, name), el("dd", {}, value));
}

/** The sums of what is known; beside them how many open lots are of unknown value, which is not nothing. */
function exposed(sums, unknownLots, what) {
  const hidden = known(unknownLots) ?? 0;
  const nothingKnown = hidden > 0 && sums?.length === 0;
  const lots = `${quantity(hidden)} ${hidden === 1 ? "lot" : "lots"} of unknown value`;
  const text = nothingKnown ? UNKNOWN : monies(sums);
  return el("span", {}, figure(hidden > 0 && !nothingKnown ? `at least ${text}` : text),
    el("small", {}, hidden > 0 ? `${what}; ${lots}` : what));
}

function deadline({ nextDeadline, nextDeadlineKind, nextDeadlineBasis, daysToDeadline }) {
  if (nextDeadline === null || nextDeadline === undefined) {
    return "none";
  }
  const notes = [nextDeadlineKind && words(nextDeadlineKind).toLowerCase(),
    known(daysToDeadline) !== null && fromNow(daysToDeadline)];
  return el("span", { title: nextDeadlineBasis }, day(nextDeadline), el("small", {}, notes.filter(Boolean).join(", ")));
}

/** What a delisting would trigger. */
function obligations(list) {
  if (list === null || list === undefined) {
    return figure(UNKNOWN);
  }
  if (list.length === 0) {
    return "none on record";
  }
  return el("span", {}, list.map(each =>
    el("span", { class: "obligation" },
      money(each.principal), el("small", {}, [each.instrument, each.effect && words(each.effect).toLowerCase()]
        .filter(Boolean).join(", ")))));
}
