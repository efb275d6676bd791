package io.rackledger.peer.axon4;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.peer.axon4.Tables.Racks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the processor projects, against sums that know neither Axon nor SQL. */
class VendorShareTest {
    private static final int ORDERS = 60;
    private static final int STEPS = 3_000;
    private static final int VENDORS = 5;

    @TempDir
    private Path folder;

    private final List<String> lines = new ArrayList<>();
    private final Map<String, Racks> told = new TreeMap<>();
    private Path history;

    @BeforeEach
    void happen() throws IOException {
        long seed = Long.getLong("rackledger.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        happen("programme-defined", "'programme': 'programme-1', 'owner': 'buyer-1', 'name': 'P', 'targetGpus': 1");
        for (int order = 0; order < ORDERS; order++) {
            placed("order-" + order, "vendor-" + order % VENDORS);
        }
        for (int step = 0; step < STEPS; step++) {
            String order = "order-" + random.nextInt(ORDERS);
            String vendor = "vendor-" + random.nextInt(VENDORS);
            switch (random.nextInt(10)) {
                case 0 -> shifted(order, vendor, "vendor-" + random.nextInt(VENDORS));
                case 1 -> cancelled(order, vendor);
                default -> delivered(order, vendor);
            }
        }
        history = Files.write(folder.resolve("history.ndjson"), lines);
    }

    private void placed(String order, String vendor) {
        happen("server-order-placed", """
                %s, 'allocations': [{'lot': 'lot-1', 'vendor': '%s', 'measures': {'racks': 100}}]""", head(order), vendor);
        tell(vendor, 100, 0);
    }

    private void shifted(String order, String from, String to) {
        happen("order-shifted-to-vendor", """
                %s, 'from': '%s', 'to': '%s', 'lot': 'lot-2', 'moved': [], 'measures': {'racks': 5}, 'allOpen': false,
                'reason': 'capacity'""".replace('\n', ' '), head(order), from, to);
        tell(from, -5, 0);
        tell(to, 5, 0);
    }

    private void cancelled(String order, String vendor) {
        happen("order-cancelled", """
                %s, 'lot': 'lot-1', 'vendor': '%s', 'measures': {'racks': 3}, 'allOpen': false, 'reason': 'descoped'""", head(order), vendor);
        tell(vendor, -3, 0);
    }

    private void delivered(String order, String vendor) {
        happen("delivery-recorded", """
                %s, 'delivery': 'delivery-1', 'lot': 'lot-1', 'vendor': '%s', 'measures': {'racks': 2, 'gpus': 128,
                'value': {'amount': '7500000.00', 'currency': 'USD'}}""".replace('\n', ' '), head(order), vendor);
        tell(vendor, -2, 2);
    }

    private static String head(String order) {
        return "'order': '%s', 'buyer': 'buyer-1', 'programme': 'programme-1'".formatted(order);
    }

    private void happen(String type, String payload, Object... values) {
        String line = "{'type': '%s', 'on': '2024-05-31', 'payload': {%s}}".formatted(type, payload.formatted(values));
        lines.add(line.replace('\'', '"'));
    }

    private void tell(String vendor, long open, long delivered) {
        told.merge(
                vendor,
                new Racks(open, delivered),
                (one, other) -> new Racks(one.open() + other.open(), one.delivered() + other.delivered()));
    }

    @ParameterizedTest
    @CsvSource({"PLAIN, 1", "PLAIN, 2", "PLAIN, 4", "GATHERED, 1", "GATHERED, 2", "GATHERED, 4"})
    void the_sums_of_each_vendor_are_those_of_the_history(Form form, int segments) throws Exception {
        try (Stand stand = new Stand(folder)) {
            assertThat(stand.store(history)).isEqualTo(lines.size());

            stand.replay(form, segments);

            assertThat(stand.racks()).isEqualTo(told);
        }
    }

    @Test
    void a_replay_begins_anew() throws Exception {
        try (Stand stand = new Stand(folder)) {
            stand.store(history);

            stand.replay(Form.GATHERED, 2);
            stand.replay(Form.PLAIN, 1);

            assertThat(stand.racks()).isEqualTo(told);
        }
    }
}
