import { BacklogChart, openRacks } from "./backlog-chart.js";
import { el } from "./dom.js";
import { day, dayCount, figureOrBounds, known, monies, quantity, UNKNOWN } from "./format.js";
import { Panel } from "./panel.js";
import { figure, id, Table, vendorName } from "./table.js";

const FIRST_LOTS = matchMedia("(max-width: 640px)").matches ? 10 : 25;
const LAST_QUARTERS = 3;

/** What is still open, how old it is, and when it would be through at the present pace. */
export class Backlog {
  #panel = new Panel(document.getElementById("backlog"));
  #chart = new BacklogChart(document.getElementById("backlog-chart"));
  #all = false;
  #rows = [];
  #more = document.getElementById("all-lots");
  #vendors = new Table(document.getElementById("backlog-vendors"), "pace-title", [
    { title: "Vendor", cell: vendorName },
    { title: "Open racks", number: true, cell: row => figure(openRacks(row)) },
    { title: "Racks a day", number: true, cell: row => figure(quantity(row.burnRatePerDay?.racks)) },
    { title: "Through", number: true, cell: through },
    { title: "Book-to-bill", cell: bookToBill },
  ]);
  #lots = new Table(document.getElementById("backlog-lots"), "lots-title", [
    { title: "Lot", cell: row => id(row.lot) },
    { title: "Order", cell: order },
    { title: "Vendor", cell: vendorName },
    { title: "Racks", number: true, cell: row => figure(quantity(row.open?.racks)) },
    { title: "GPUs", number: true, cell: row => figure(quantity(row.open?.gpus)) },
    { title: "Value", number: true, cell: row => figure(monies(row.open?.value), row.open?.value?.amount) },
    { title: "Order age", number: true, cell: row => figure(age(row, "orderAgeDays")) },
    { title: "Lot age", number: true, cell: row => figure(age(row, "lotAgeDays")) },
    { title: "Days, by order", cell: row => el("span", { class: "tag" }, row.bucket ?? UNKNOWN) },
  ]);

  constructor() {
    this.#more.addEventListener("click", () => {
      this.#all = true;
      this.#showLots();
    });
  }

  show({ status, figures, reason }) {
    if (status === "refused") {
      this.#panel.nothing(reason, null);
    } else if (figures === null) {
      this.#panel.loading();
    } else if (figures.rows.size === 0 && !figures.totals.vendors?.length) {
      this.#panel.nothing("No open lot on record.", figures);
    } else {
      this.#rows = [...figures.rows.values()].sort(oldestFirst);
      this.#panel.ready(figures);
      const vendors = vendorsOf(figures.totals, this.#rows);
      this.#chart.draw(vendors, this.#rows);
      this.#vendors.show(vendors.map(vendor => ({ key: vendor.vendor, ...vendor })));
      this.#showLots();
    }
  }

  #showLots() {
    const shown = this.#all ? this.#rows : this.#rows.slice(0, FIRST_LOTS);
    this.#lots.show(shown);
    this.#more.parentElement.hidden = shown.length === this.#rows.length;
    this.#more.textContent = `Show all ${quantity(this.#rows.length)} lots`;
  }
}

/** The vendors in the order of what is open, unknown ones first: they may be the largest. */
function vendorsOf({ vendors }, rows) {
  const list = vendors ?? [...new Set(rows.map(row => row.vendor))].map(vendor => ({ vendor }));
  const open = vendor => known(vendor.open?.racks) ?? Number.MAX_SAFE_INTEGER;
  return list.toSorted((one, other) => open(other) - open(one) || one.vendor.localeCompare(other.vendor));
}

function oldestFirst(one, other) {
  const age = row => known(row.orderAgeDays) ?? Number.MAX_SAFE_INTEGER;
  const lot = row => known(row.lotAgeDays) ?? Number.MAX_SAFE_INTEGER;
  return age(other) - age(one) || lot(other) - lot(one) || one.key.localeCompare(other.key);
}

function age(row, name) {
  return figureOrBounds(row[name], row[`${name}Low`], row[`${name}High`], dayCount);
}

function order(row) {
  return el("a", { href: `/api/orders/${encodeURIComponent(row.order)}/history` }, id(row.order));
}

function through(row) {
  if (known(row.etaDays) === null) {
    const still = known(row.burnRatePerDay?.racks) === 0;
    return still ? el("small", {}, "no delivery in 90 days") : figure(UNKNOWN);
  }
  return el("span", {}, day(row.etaOn), el("small", {}, dayCount(row.etaDays)));
}

function bookToBill(row) {
  const quarters = (row.bookToBill ?? [])
    .toSorted((one, other) => one.quarter.localeCompare(other.quarter))
    .slice(-LAST_QUARTERS);
  if (quarters.length === 0) {
    return figure(UNKNOWN);
  }
  return el("span", { class: "quarters" }, quarters.map(({ quarter, ratio }) =>
    el("span", { title: known(ratio) === null ? "Nothing was delivered, or it is not known" : null },
      el("small", {}, quarter), known(ratio) === null ? "–" : known(ratio).toFixed(2))));
}
