/** Figures as people read them. A figure that is null is unknown, and says so; it is never shown as 0. */

export const UNKNOWN = "unknown";

const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 2 });
const compact = new Intl.NumberFormat("en-US", { notation: "compact", compactDisplay: "long", maximumFractionDigits: 3 });
const tenths = new Intl.NumberFormat("en-US", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const days = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

/** A figure as a number, or null if it is unknown. Decimals may come as strings. */
export function known(figure) {
  if (figure === null || figure === undefined || figure === "") {
    return null;
  }
  const number = Number(figure);
  return Number.isFinite(number) ? number : null;
}

export function quantity(figure) {
  const number = known(figure);
  return number === null ? UNKNOWN : whole.format(number);
}

/** A share of 0..1 in per cent, without a decimal where it is whole. */
export function percent(share) {
  const number = known(share);
  return number === null ? UNKNOWN : `${perCentDigits(number)} %`;
}

function perCentDigits(share) {
  const hundredths = Math.round(share * 10_000) / 100;
  return Number.isInteger(hundredths) ? String(hundredths) : tenths.format(hundredths);
}

/** Bounds in a format of this module, or null where they say nothing beyond the figure itself. */
export function bounds(figure, low, high, format) {
  const [least, most] = [known(low), known(high)];
  if (least === null && most === null) {
    return null;
  }
  if (known(figure) !== null && least === known(figure) && most === known(figure)) {
    return null;
  }
  if (most === null) {
    return `at least ${format(least)}`;
  }
  return least === null ? `at most ${format(most)}` : span(format(least), format(most));
}

function span(low, high) {
  const unit = [" %", " days"].find(each => low.endsWith(each) && high.endsWith(each)) ?? "";
  return low === high ? low : `${low.slice(0, low.length - unit.length)} – ${high}`;
}

/** A figure; where it is unknown its bounds; where those are too, `unknown`. */
export function figureOrBounds(figure, low, high, format) {
  return known(figure) === null ? bounds(figure, low, high, format) ?? UNKNOWN : format(figure);
}

/** Money as `3.375 billion USD`. */
export function money(sum) {
  const amount = known(sum?.amount);
  return amount === null ? UNKNOWN : `${compact.format(amount)} ${sum.currency}`;
}

/** Sums in several currencies, which are never added up. */
export function monies(sums) {
  if (sums === null || sums === undefined) {
    return UNKNOWN;
  }
  const list = Array.isArray(sums) ? sums : [sums];
  return list.length === 0 ? "none" : list.map(money).join(" + ");
}

/** A date or instant as `18 Nov 2024`; what is neither stays as it is. */
export function day(date) {
  if (date === null || date === undefined) {
    return UNKNOWN;
  }
  const match = /^\d{4}-\d{2}-\d{2}/.exec(date);
  return match === null ? String(date) : days.format(new Date(`${match[0]}T00:00:00Z`));
}

/** A number of days from the date asked about: `in 5 days`, `today`, `3 days ago`. */
export function fromNow(count) {
  const number = known(count);
  if (number === null) {
    return UNKNOWN;
  }
  if (number === 0) {
    return "today";
  }
  return number > 0 ? `in ${dayCount(number)}` : `${dayCount(-number)} ago`;
}

export function dayCount(count) {
  const number = known(count);
  return number === null ? UNKNOWN : `${whole.format(number)} ${number === 1 ? "day" : "days"}`;
}

/** `PLAN_SUBMITTED` as `Plan submitted`. */
export function words(constant) {
  if (constant === null || constant === undefined) {
    return UNKNOWN;
  }
  const text = String(constant).replaceAll("_", " ").toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}
