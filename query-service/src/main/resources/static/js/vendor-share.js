import { el } from "./dom.js";
import { allEvents } from "./evidence.js";
import { bounds, figureOrBounds, known, money, percent, quantity, UNKNOWN, words } from "./format.js";
import { Panel } from "./panel.js";
import { figure, Table, vendorName } from "./table.js";
import { VendorShareChart } from "./vendor-share-chart.js";

const BANDS = {
  UNCONCENTRATED: "Not concentrated",
  MODERATE: "Moderately concentrated",
  HIGH: "Highly concentrated",
};

/** Who has how much of the whole, how concentrated that is, and how much of it is known. */
export class VendorShare {
  #panel = new Panel(document.getElementById("vendor-share"));
  #concentration = document.getElementById("concentration");
  #chart = new VendorShareChart(document.getElementById("vendor-share-chart"));
  #table = new Table(document.getElementById("vendor-share-table"), "vendor-share-title", [
    { title: "Vendor", cell: vendorName },
    { title: "Amount", number: true, cell: amount },
    { title: "Share", number: true, cell: share },
    { title: "Bounds", number: true, cell: range },
    { title: "Coverage", number: true, cell: row => figure(percent(row.coverage)) },
    { title: "Events", cell: row => allEvents(row.because) },
  ]);

  show({ status, figures, reason }) {
    if (status === "refused") {
      this.#panel.nothing(reason, null);
    } else if (figures === null) {
      this.#panel.loading();
    } else if (figures.rows.size === 0) {
      this.#panel.nothing("Nothing on record for this selection.", figures);
    } else {
      const rows = [...figures.rows.values()].sort(bySize);
      this.#panel.ready(figures);
      this.#concentration.replaceChildren(...concentration(figures.totals));
      this.#chart.draw(rows);
      this.#table.show(rows);
    }
  }
}

function bySize(one, other) {
  const size = row => known(row.share) ?? known(row.high) ?? -1;
  return size(other) - size(one) || String(one.vendor).localeCompare(other.vendor) || one.key.localeCompare(other.key);
}

function amount(row) {
  if (row.measure === "value") {
    return figure(money({ amount: row.amount, currency: row.unit ?? "" }), row.amount);
  }
  const text = quantity(row.amount);
  return figure(known(row.amount) === null || !row.unit ? text : `${text} ${row.unit}`);
}

function range(row) {
  const text = bounds(row.share, row.low, row.high, percent);
  return figure(text ?? (known(row.share) === null || known(row.low) === null ? UNKNOWN : "exact"));
}

function share(row) {
  const exact = known(row.share) === null ? null : `${known(row.share) * 100} %`;
  return figure(percent(row.share), exact);
}

/** Of the whole; of each currency apart, where values are in several. */
function concentration(totals) {
  const { byCurrency, hhi, hhiLow, hhiHigh, band, coverage } = totals;
  if (Array.isArray(byCurrency) && byCurrency.length > 0) {
    return byCurrency.flatMap(one => concentration({ ...one, byCurrency: null, suffix: `, ${one.unit}` }));
  }
  const suffix = totals.suffix ?? "";
  return [
    stat(`HHI${suffix}`, figureOrBounds(hhi, hhiLow, hhiHigh, quantity), hhiNote(hhi, hhiLow, hhiHigh),
      "Herfindahl–Hirschman index: the sum of the squared shares in per cent, at most 10,000"),
    stat(`Concentration${suffix}`, band ? BANDS[band] ?? words(band) : UNKNOWN, "yardstick: 2023 US merger guidelines",
      "Above 1,800 highly concentrated"),
    stat(`Coverage${suffix}`, percent(coverage), "of the lots in scope are known", null),
  ];
}

function hhiNote(hhi, low, high) {
  if (known(hhi) !== null) {
    const range = bounds(hhi, low, high, quantity);
    return range === null ? "exact" : `bounds ${range}`;
  }
  return bounds(hhi, low, high, quantity) === null ? "no bounds either" : "bounds; the exact value is unknown";
}

function stat(name, value, note, explanation) {
  return el("div", { title: explanation },
    el("dt", {}, name),
    el("dd", { class: value === UNKNOWN ? "unknown" : null, "data-figure": name.toLowerCase() }, value),
    el("dd", { class: "note" }, note));
}
