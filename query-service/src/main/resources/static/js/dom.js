/**
 * Building and keeping elements. Text only ever becomes a text node, never markup, and styles never come from data:
 * the page runs under `default-src 'self'`.
 */

const ENCRYPTED = /erasable:1:[0-9a-f]{32}:[\w-]{38,}/g;

/** Ciphertext tells a person nothing. */
function readable(child) {
  return typeof child === "string" ? child.replaceAll(ENCRYPTED, "(encrypted)") : child;
}

/** An element with attributes (null ones are left out) and children: nodes, text, or null for none. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) {
      node.setAttribute(name, value);
    }
  }
  node.append(...children.flat().filter(child => child !== null && child !== undefined).map(readable));
  return node;
}

const kept = new WeakMap();

/**
 * Makes the children of `parent` those that `render` gives for `items`, in order. The node of an item that did not
 * change stays, and focus stays where it was, so that a live page can be used with a keyboard while it changes.
 */
export function keyed(parent, items, keyOf, render) {
  const before = kept.get(parent) ?? new Map();
  const after = new Map();
  const focused = focusWithin(parent);
  for (const item of items) {
    const key = keyOf(item);
    const text = JSON.stringify(item);
    const old = before.get(key);
    after.set(key, old?.text === text ? old : { text, node: render(item) });
  }
  kept.set(parent, after);
  const nodes = [...after.values()].map(entry => entry.node);
  if (nodes.length !== parent.childNodes.length || nodes.some((node, at) => parent.childNodes[at] !== node)) {
    parent.replaceChildren(...nodes);
    restore(focused, before, after);
  }
}

function focusWithin(parent) {
  const active = document.activeElement;
  return parent.contains(active) && active !== parent ? active : null;
}

function restore(focused, before, after) {
  if (focused === null) {
    return;
  }
  for (const [key, { node }] of before) {
    if (node.contains(focused)) {
      const at = focusable(node).indexOf(focused);
      const now = after.get(key)?.node;
      const next = now === node ? focused : now && focusable(now)[at];
      next?.focus({ preventScroll: true });
    }
  }
}

function focusable(node) {
  return [...node.querySelectorAll("a[href], button")];
}
