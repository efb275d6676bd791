/**
 * The figures of a view at one position: `{position, totals, rows}`, rows a map by key. Every message makes a new
 * value from the whole of the old one, so nobody ever sees half of a message.
 */

/** The figures that a `snapshot` holds. */
export function fromSnapshot(message) {
  const { position, rows, ...totals } = message;
  if (!Array.isArray(rows)) {
    throw new TypeError("a snapshot without rows");
  }
  return { position: positionOf(position), totals, rows: new Map(rows.map(row => [row.key, row])) };
}

/** The figures after a `change`. */
export function afterChange(figures, message) {
  const { position, changed, removed, ...totals } = message;
  if (!Array.isArray(changed) || !Array.isArray(removed)) {
    throw new TypeError("a change without changed and removed rows");
  }
  const rows = new Map(figures.rows);
  removed.forEach(key => rows.delete(key));
  changed.forEach(row => rows.set(row.key, row));
  return { position: positionOf(position), totals: { ...figures.totals, ...totals }, rows };
}

/** The same figures, known to stand at a later position. */
export function afterHeartbeat(figures, message) {
  return { ...figures, position: positionOf(message.position) };
}

/** A position, or null where the ledger holds no event yet. */
function positionOf(position) {
  if (position === null || position === undefined || position < 0) {
    return null;
  }
  if (!Number.isSafeInteger(position)) {
    throw new TypeError("a position that is no whole number");
  }
  return position;
}
