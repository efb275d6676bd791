import { Chart, named, valueAxis } from "./chart.js";
import { colour, vendorColourName } from "./colours.js";
import { figureOrBounds, known, percent } from "./format.js";

const ROW = 42;
const AXIS = 30;

/**
 * One bar per vendor. A known share is a full bar; a whisker spans its bounds where they differ; an unknown share is
 * an open box from its lowest to its highest possible value.
 */
export class VendorShareChart {
  #chart;

  constructor(host) {
    this.#chart = new Chart(host);
  }

  draw(rows) {
    const texts = rows.map(row => figureOrBounds(row.share, row.low, row.high, percent));
    const label = `Share by vendor: ${rows.map((row, at) => `${row.vendor} ${texts[at]}`).join(", ")}`;
    this.#chart.draw(width => option(rows, texts, width), rows.length * ROW + AXIS, label);
  }
}

function option(rows, texts, width) {
  return {
    ...named(rows.map(name), texts, width, 4),
    xAxis: valueAxis({ max: 100, interval: width < 480 ? 50 : 20, axisLabel: { color: colour("ink-soft"), formatter: "{value} %" } }),
    series: [
      { name: "share", type: "bar", barWidth: 20, silent: true, data: rows.map(bar) },
      { name: "bounds", type: "custom", silent: true, z: 5, renderItem: (_, api) => whisker(rows, api),
        encode: { x: [0, 1], y: 2 },
        data: rows.map((row, at) => [inPerCent(row.low), inPerCent(row.high), at]) },
    ],
  };
}

function name(row) {
  return row.unit && row.measure === "value" ? `${row.vendor} (${row.unit})` : row.vendor;
}

function bar(row) {
  return { value: inPerCent(row.share) ?? "-",
    itemStyle: { color: colour(vendorColourName(row.vendor)), borderRadius: [0, 3, 3, 0] } };
}

/** Of a share of 0..1; null if unknown. */
function inPerCent(share) {
  const number = known(share);
  return number === null ? null : Number((number * 100).toFixed(4));
}

function whisker(rows, api) {
  const [low, high, at] = [api.value(0), api.value(1), api.value(2)];
  if (Number.isNaN(low) || Number.isNaN(high) || low === high) {
    // Not null: ECharts 5.3.1 cannot remove the element of a row that had none.
    return { type: "group", children: [] };
  }
  const [left, y] = api.coord([low, at]);
  const [right] = api.coord([high, at]);
  const row = rows[at];
  return known(row.share) === null ? box(left, right, y, colour(vendorColourName(row.vendor))) : span(left, right, y);
}

function box(left, right, y, stroke) {
  return { type: "rect", shape: { x: left, y: y - 10, width: right - left, height: 20, r: 3 },
    style: { fill: stroke, fillOpacity: 0.16, stroke, lineWidth: 1.5, lineDash: [5, 4] } };
}

function span(left, right, y) {
  const line = (x1, y1, x2, y2) => ({
    type: "line", shape: { x1, y1, x2, y2 }, style: { stroke: colour("ink"), lineWidth: 1.75 },
  });
  return { type: "group", children:
    [line(left, y, right, y), line(left, y - 6, left, y + 6), line(right, y - 6, right, y + 6)] };
}
