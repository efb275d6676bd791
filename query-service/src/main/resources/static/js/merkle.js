/** The Merkle tree of RFC 6962, hashed by the browser. Hashes are hexadecimal. */

const NODE = 1;

/** Whether this browser hashes for this page: it does so only over https, or on this machine. */
export function canHash() {
  return globalThis.crypto?.subtle !== undefined;
}

/**
 * The root to which a proof of inclusion leads from a leaf (RFC 9162, section 2.1.3.2), or null where it leads nowhere:
 * it ends too early, or goes on too long.
 */
export async function rootOf(leaf, index, size, proof) {
  if (index < 0 || index >= size) {
    return null;
  }
  let [at, last, root] = [index, size - 1, leaf];
  for (const beside of proof) {
    if (last === 0) {
      return null;
    }
    if (at % 2 === 1 || at === last) {
      root = await node(beside, root);
      while (at % 2 === 0 && at !== 0) {
        [at, last] = [at / 2, Math.floor(last / 2)];
      }
    } else {
      root = await node(root, beside);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 ? root : null;
}

/** SHA-256 of a text's UTF-8 bytes. */
export async function digest(text) {
  return hex(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
}

export function hex(bytes) {
  return [...new Uint8Array(bytes)].map(byte => byte.toString(16).padStart(2, "0")).join("");
}

async function node(left, right) {
  return hex(await crypto.subtle.digest("SHA-256", new Uint8Array([NODE, ...bytes(left), ...bytes(right)])));
}

function bytes(text) {
  return text.match(/../g).map(pair => Number.parseInt(pair, 16));
}
