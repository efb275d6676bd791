import { Chart, named, valueAxis } from "./chart.js";
import { colour } from "./colours.js";
import { known, quantity, UNKNOWN } from "./format.js";

const ROW = 42;
const AXIS = 58;

/** One bar per vendor: open racks, split by the age of their orders. Lots of unknown size are named, not drawn. */
export class BacklogChart {
  #chart;

  constructor(host) {
    this.#chart = new Chart(host);
  }

  draw(vendors, rows) {
    const names = vendors.map(({ vendor }) => vendor);
    const texts = vendors.map(openRacks);
    const label = `Open racks by vendor: ${names.map((name, at) => `${name} ${texts[at]}`).join(", ")}`;
    this.#chart.draw(width => option(names, texts, rows, width), vendors.length * ROW + AXIS, label);
  }
}

/** A vendor's open racks, or how many there are at least. */
export function openRacks({ open, openAtLeast }) {
  const least = known(openAtLeast?.racks) ?? 0;
  return known(open?.racks) === null && least > 0 ? `≥ ${quantity(least)}` : quantity(open?.racks);
}

function option(names, texts, rows, width) {
  const buckets = [...new Set(rows.map(row => row.bucket ?? UNKNOWN))].sort((one, other) => start(one) - start(other));
  return {
    ...named(names, texts, width, 32),
    legend: { top: 0, left: 0, itemWidth: 14, itemHeight: 10, icon: "roundRect", selectedMode: false,
      textStyle: { color: colour("ink-soft") }, data: buckets.map(title) },
    xAxis: valueAxis({ minInterval: 1 }),
    series: buckets.map(bucket => ({
      name: title(bucket), type: "bar", stack: "open", barWidth: 20, silent: true,
      itemStyle: { color: colour(`age-${step(bucket)}`), borderColor: colour("surface"), borderWidth: 1 },
      data: names.map(name => racks(rows, name, bucket)),
    })),
  };
}

function racks(rows, vendor, bucket) {
  const sizes = rows
    .filter(row => row.vendor === vendor && (row.bucket ?? UNKNOWN) === bucket)
    .map(row => known(row.open?.racks))
    .filter(size => size !== null);
  return sizes.length === 0 ? "-" : sizes.reduce((sum, size) => sum + size, 0);
}

function title(bucket) {
  return bucket === UNKNOWN ? "age unknown" : `${bucket} days`;
}

/** The first day of a bucket such as `91–180` or `> 365`; an unknown age comes last. */
function start(bucket) {
  const digits = /\d+/.exec(bucket);
  return digits === null ? Number.MAX_SAFE_INTEGER : Number(digits[0]);
}

function step(bucket) {
  const first = start(bucket);
  return bucket === UNKNOWN ? UNKNOWN : [0, 91, 181, 365].findLastIndex(day => first >= day);
}
