/** Colours come from the style sheet, so that charts and tables follow light and dark alike. */

const VENDOR_COLOURS = 7;
const vendors = new Map();

/** The value of a custom property of the page. */
export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** Gives each vendor a colour of its own for as long as the page is open, in the order in which they are met. */
export function vendorColourName(vendor) {
  if (!vendors.has(vendor)) {
    vendors.set(vendor, vendors.size + 1);
  }
  const number = vendors.get(vendor);
  return number <= VENDOR_COLOURS ? `vendor-${number}` : "vendor-other";
}

/** Calls back when the page turns from light to dark or back. */
export function onSchemeChange(callback) {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", callback);
}
