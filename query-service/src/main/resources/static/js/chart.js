import { colour, onSchemeChange } from "./colours.js";

const FONT_SIZE = 13;
const GAP = 10;

/**
 * A horizontal bar chart in a host element. Nothing is animated: between two positions there is no third one to show.
 * `option` is a function, called again when the colours or the width change.
 */
export class Chart {
  #host;
  #chart = null;
  #option = null;

  constructor(host) {
    this.#host = host;
    onSchemeChange(() => this.#redraw());
    new ResizeObserver(() => this.#resize()).observe(host);
  }

  /** Draws at once; `label` tells the same in words to those who cannot see it. */
  draw(option, height, label) {
    this.#option = option;
    this.#host.style.height = `${height}px`;
    this.#host.setAttribute("aria-label", label);
    this.#chart ??= globalThis.echarts.init(this.#host);
    this.#chart.resize();
    this.#redraw();
  }

  #resize() {
    if (this.#chart !== null && this.#host.clientWidth > 0) {
      this.#chart.resize();
      this.#redraw();
    }
  }

  #redraw() {
    if (this.#option !== null) {
      const font = { color: colour("ink"), fontFamily: getComputedStyle(document.body).fontFamily };
      this.#chart.setOption(
        { animation: false, textStyle: font, aria: { enabled: false }, ...this.#option(this.#host.clientWidth) },
        { notMerge: true });
    }
  }
}

/** A value axis at the bottom, with quiet lines. */
export function valueAxis(options) {
  return {
    type: "value",
    min: 0,
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { color: colour("ink-soft"), fontSize: 12, hideOverlap: true },
    splitLine: { lineStyle: { color: colour("line") } },
    ...options,
  };
}

/**
 * The `grid` and `yAxis` of bars with names on the left and, on the right, their figures as text; the first name on
 * top. Room is measured here: the chart's own measure does not know the page's font.
 */
export function named(names, texts, width, top) {
  const left = Math.min(widest(names, 400), Math.round(width * 0.32));
  const common = { type: "category", inverse: true, axisLine: { show: false }, axisTick: { show: false } };
  const label = { color: colour("ink"), fontSize: FONT_SIZE, margin: GAP };
  return {
    grid: { left: left + GAP, right: widest(texts, 600) + GAP, top, bottom: 26 },
    yAxis: [
      { ...common, data: names, axisLabel: { ...label, width: left, overflow: "truncate" } },
      { ...common, data: texts, position: "right", axisLabel: { ...label, fontWeight: 600 } },
    ],
  };
}

const pen = document.createElement("canvas").getContext("2d");

function widest(texts, weight) {
  pen.font = `${weight} ${FONT_SIZE}px ${getComputedStyle(document.body).fontFamily}`;
  return Math.ceil(Math.max(...texts.map(text => pen.measureText(text).width))) + 2;
}
