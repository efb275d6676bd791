/**
 * Erasure by destroying keys (crypto-shredding): what a ledger holds of a person is encrypted under a key of that person
 * alone, so that proofs go on to verify and the text is gone once the key is.
 */
package io.rackledger.erasure;
