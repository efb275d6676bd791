package io.rackledger.command.order;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Orders counted in whole racks and GPUs, slowly and obviously, with nothing of the deciders: what each lot held, and
 * what went where. An amount that is not in a map is unknown.
 */
final class SlowOrders {
    /** Of a lot: what it holds, and what went, each by measure; gone that is null is unknown in part. */
    static final class Lot {
        final String id;
        final String order;
        final String vendor;
        final boolean shiftedIn;
        final Map<String, Long> held = new TreeMap<>();
        final Map<String, Long> brought = new TreeMap<>();
        final Map<String, Map<String, Long>> gone = new TreeMap<>();
        final Map<String, Boolean> vague = new TreeMap<>();
        int lastAmended;

        Lot(String id, String order, String vendor, boolean shiftedIn, Map<String, Long> held) {
            this.id = id;
            this.order = order;
            this.vendor = vendor;
            this.shiftedIn = shiftedIn;
            this.held.putAll(held);
            this.brought.putAll(held);
        }

        long gone(String measure) {
            return gone.values().stream()
                    .mapToLong(part -> part.getOrDefault(measure, 0L))
                    .sum();
        }

        long gone(String where, String measure) {
            return gone.getOrDefault(where, Map.of()).getOrDefault(measure, 0L);
        }

        /** What is open; null where that is unknown. */
        @Nullable
        Long open(String measure) {
            Long all = held.get(measure);
            if (all == null) {
                return null;
            }
            long left = all - gone(measure);
            return left > 0 && vague.getOrDefault(measure, false) ? null : (Long) Math.max(0, left);
        }

        /** Whether all that matters of it is known. */
        boolean isSure() {
            return held.containsKey("racks") && held.keySet().stream().allMatch(measure -> open(measure) != null);
        }

        /** An amendment changes what it holds unless another one followed it in the world. */
        void amend(Map<String, Long> given, int when) {
            if (when >= lastAmended) {
                held.putAll(given);
                lastAmended = when;
            }
        }

        void take(String where, Map<String, Long> amounts) {
            for (String measure : List.of("racks", "gpus")) {
                Long amount = amounts.get(measure);
                if (amount == null) {
                    vague.put(measure, true);
                } else {
                    gone.computeIfAbsent(where, any -> new TreeMap<>()).merge(measure, amount, Long::sum);
                }
            }
        }
    }

    final Map<String, Lot> lots = new LinkedHashMap<>();

    void add(Lot lot) {
        lots.put(lot.id, lot);
    }

    List<Lot> at(@Nullable String order, String vendor) {
        return lots.values().stream()
                .filter(lot -> (order == null || lot.order.equals(order)) && lot.vendor.equals(vendor))
                .toList();
    }

    /**
     * What that many racks are of some lots, oldest first: by lot, racks and, by the same ratio, GPUs. Null if it can't
     * be: more than is open, or a GPU split.
     */
    static @Nullable Map<String, Map<String, Long>> taken(List<Lot> from, long racks) {
        Map<String, Map<String, Long>> taken = new LinkedHashMap<>();
        long left = racks;
        for (Lot lot : from) {
            long open = value(lot.open("racks"));
            long part = Math.min(left, open);
            if (part > 0) {
                Map<String, Long> amounts = new TreeMap<>(Map.of("racks", part));
                Long gpus = lot.open("gpus");
                if (gpus != null) {
                    if (gpus * part % open != 0) {
                        return null;
                    }
                    amounts.put("gpus", gpus * part / open);
                }
                taken.put(lot.id, amounts);
                left -= part;
            }
        }
        return left > 0 ? null : taken;
    }

    /** All that is open of some lots, by lot. */
    static Map<String, Map<String, Long>> all(List<Lot> from) {
        Map<String, Map<String, Long>> taken = new LinkedHashMap<>();
        for (Lot lot : from) {
            Map<String, Long> amounts = new TreeMap<>();
            lot.held.keySet().forEach(measure -> amounts.put(measure, value(lot.open(measure))));
            taken.put(lot.id, amounts);
        }
        return taken;
    }

    static List<Lot> open(List<Lot> lots) {
        return lots.stream()
                .filter(lot -> lot.held.keySet().stream().anyMatch(measure -> value(lot.open(measure)) > 0))
                .toList();
    }

    private static long value(@Nullable Long amount) {
        return amount == null ? 0 : amount;
    }

    /** In a measure that all lots know: ordered is delivered, cancelled and open; no lot is below nothing. */
    List<String> broken() {
        List<String> broken = new ArrayList<>();
        for (String measure : List.of("racks", "gpus")) {
            boolean known = lots.values().stream()
                    .allMatch(lot -> lot.held.containsKey(measure) && !lot.vague.getOrDefault(measure, false));
            long balance = 0;
            for (Lot lot : lots.values()) {
                long left = lot.held.getOrDefault(measure, 0L) - lot.gone(measure);
                if (known && left < 0) {
                    broken.add(lot.id + " is below nothing in " + measure);
                }
                long ordered = lot.held.getOrDefault(measure, 0L)
                        - (lot.shiftedIn ? lot.brought.getOrDefault(measure, 0L) : 0);
                balance += ordered - left - lot.gone("delivered", measure) - lot.gone("cancelled", measure);
            }
            if (known && balance != 0) {
                broken.add(measure + " are off by " + balance);
            }
        }
        return broken;
    }
}
