package io.rackledger.quickstart.chaos;

import io.rackledger.quickstart.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * Commands without an end: those of the samples, then orders, deliveries, shifts and cancellations, some of which break
 * a rule. The same for the same seed. Not thread-safe.
 */
final class RandomCommands {
    private static final List<String> VENDORS = List.of("dell", "supermicro");
    private static final int MOST_RACKS = 50;
    /** Each place stands for one kind of command. */
    private static final int KINDS = 8;

    private final Random random;
    private final Deque<String> samples = new ArrayDeque<>();
    private int made;
    private int orders;

    RandomCommands(long seed) throws IOException {
        this.random = new Random(seed);
        for (String name : Samples.NAMES) {
            try (InputStream sample = RandomCommands.class.getResourceAsStream("/samples/" + name + ".ndjson")) {
                if (sample == null) {
                    throw new IOException("the sample '" + name + "' is missing in this build");
                }
                new String(sample.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .forEach(samples::add);
            }
        }
    }

    /** Whether the next command is one of the samples, whose order matters. */
    boolean hasSamples() {
        return !samples.isEmpty();
    }

    /** The next command, as a line to import. */
    String next() {
        return samples.isEmpty() ? made() : samples.remove();
    }

    private String made() {
        made++;
        if (orders == 0) {
            return place();
        }
        return switch (random.nextInt(KINDS)) {
            case 0, 1 -> place();
            case 2 ->
                command(
                        "shift-order-to-vendor",
                        "\"order\":\"%s\",\"from\":\"dell\",\"to\":\"supermicro\",\"lot\":\"chaos-lot-%d\",\"extent\":{\"measures\":{\"racks\":%d}},\"effectiveOn\":\"2025-06-01\",\"reason\":\"chaos\""
                                .formatted(order(), made, racks()));
            case 3 ->
                command(
                        "record-claim",
                        "\"subject\":{\"kind\":\"party\",\"id\":\"%s\"},\"attribute\":\"backlog\",\"text\":\"%d racks\",\"on\":\"2025-05-01\",\"mode\":\"OBSERVED\",\"provenance\":{\"source\":\"s3\",\"confidence\":\"REPORTED\"}"
                                .formatted(vendor(), racks()));
            default ->
                command(
                        "record-delivery",
                        "\"delivery\":\"chaos-dlv-%d\",\"order\":\"%s\",\"vendor\":\"%s\",\"measures\":{\"racks\":%d},\"deliveredOn\":\"2025-05-01\""
                                .formatted(made, order(), vendor(), racks()));
        };
    }

    private String place() {
        orders++;
        return command(
                "place-server-order",
                "\"order\":\"chaos-%d\",\"buyer\":\"xai\",\"placedOn\":\"2025-01-01\",\"totals\":{\"racks\":200},\"allocations\":[{\"lot\":\"chaos-%d-a\",\"vendor\":\"dell\",\"measures\":{\"racks\":100}},{\"lot\":\"chaos-%d-b\",\"vendor\":\"supermicro\",\"measures\":{\"racks\":100}}]"
                        .formatted(orders, orders, orders));
    }

    private String order() {
        return "chaos-" + (1 + random.nextInt(orders));
    }

    private String vendor() {
        return VENDORS.get(random.nextInt(VENDORS.size()));
    }

    private int racks() {
        return 1 + random.nextInt(MOST_RACKS);
    }

    private String command(String name, String body) {
        return "{\"command\":\"%s\",\"id\":\"chaos-%d\",\"body\":{%s}}".formatted(name, made, body);
    }
}
