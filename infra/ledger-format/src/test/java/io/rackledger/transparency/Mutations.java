package io.rackledger.transparency;

import io.rackledger.format.Hash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What can go wrong with a list of hashes, one thing at a time. */
final class Mutations {
    private Mutations() {}

    /** The same hash but for one bit. */
    static Hash flipped(Hash hash, int bit) {
        byte[] bytes = hash.bytes();
        bytes[bit / 8] ^= (byte) (1 << bit % 8);
        return Hash.of(bytes);
    }

    /**
     * By name: each hash changed, taken out, doubled, swapped with the next; hashes put in front, behind and between.
     *
     * @param foreign a hash that is not among them
     */
    static Map<String, List<Hash>> of(List<Hash> proof, Hash foreign) {
        Map<String, List<Hash>> mutations = new LinkedHashMap<>();
        for (int i = 0; i < proof.size(); i++) {
            List<Hash> changed = new ArrayList<>(proof);
            changed.set(i, flipped(proof.get(i), 11 * i % 256));
            mutations.put("hash-" + i + "-changed", changed);
            List<Hash> shorter = new ArrayList<>(proof);
            shorter.remove(i);
            mutations.put("hash-" + i + "-missing", shorter);
            List<Hash> doubled = new ArrayList<>(proof);
            doubled.add(i, proof.get(i));
            mutations.put("hash-" + i + "-doubled", doubled);
            if (i + 1 < proof.size()) {
                List<Hash> swapped = new ArrayList<>(proof);
                Collections.swap(swapped, i, i + 1);
                mutations.put("hash-" + i + "-swapped-with-next", swapped);
            }
        }
        for (int i = 0; i <= proof.size(); i++) {
            List<Hash> longer = new ArrayList<>(proof);
            longer.add(i, foreign);
            mutations.put("hash-put-in-at-" + i, longer);
        }
        if (!proof.isEmpty()) {
            mutations.put("no-hashes", List.of());
        }
        if (proof.size() > 1) {
            mutations.put("upside-down", proof.reversed());
        }
        return mutations;
    }
}
