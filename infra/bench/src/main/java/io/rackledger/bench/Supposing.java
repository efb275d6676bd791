package io.rackledger.bench;

import io.rackledger.events.OrderId;
import io.rackledger.events.PartyId;
import io.rackledger.events.ServerOrderPlaced;
import io.rackledger.load.Latencies;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** How long it takes to tell what commands would do. */
final class Supposing {
    private static final Figures.Goal GOAL = Figures.Goal.atMost(2_000);
    private static final int WARM_UP = 3;
    private static final int TIMES = 50;

    private final Service service;
    private final Figures figures;
    private final Duration limit;
    private final List<Placed> orders;

    /** An order with the vendor of its first lot. */
    record Placed(OrderId order, PartyId vendor) {
        static List<Placed> of(List<LargeHistory.Happening> history) {
            return history.stream()
                    .map(LargeHistory.Happening::event)
                    .filter(ServerOrderPlaced.class::isInstance)
                    .map(ServerOrderPlaced.class::cast)
                    .map(placed -> new Placed(
                            placed.order(), placed.allocations().getFirst().vendor()))
                    .toList();
        }
    }

    Supposing(Service service, Figures figures, Duration limit, List<Placed> orders) {
        this.service = service;
        this.figures = figures;
        this.limit = limit;
        this.orders = orders;
    }

    void measure() throws Exception {
        add("what-if: one order shifts to another vendor", Latencies.of(WARM_UP, TIMES, limit, turn -> {
            Placed placed = orders.get(turn % orders.size());
            checked(service.post("/api/what-if", shift(placed)));
        }));
        add(
                "what-if: a buyer's open orders shift",
                Latencies.of(1, TIMES, limit, turn -> checked(service.post("/api/what-if", preset(turn)))));
    }

    private void add(String name, Latencies latencies) {
        figures.add(name + ", p50", latencies.millis(0.5), "ms", null, "");
        figures.add(name + ", worst", latencies.millis(1), "ms", GOAL, latencies.count() + " times");
    }

    private static void checked(JsonNode answer) throws IOException {
        if (answer.path("views").isEmpty()) {
            throw new IOException("it would have changed nothing: " + answer.path("outcomes"));
        }
    }

    /** All that is open of an order's first vendor goes to one that has nothing of it. */
    static String shift(Placed placed) {
        int next = Integer.parseInt(placed.vendor().value().replaceAll("\\D", "")) + 2;
        return """
                {"commands": [{"command": "shift-order-to-vendor", "body":
                {"order": "%s", "from": "%s", "to": "%s", "extent": {"allOpen": true}}}]}""".formatted(placed.order(), placed.vendor(), LargeHistory.vendor(next));
    }

    private static String preset(int turn) {
        return """
                {"preset": "shift-open-orders", "parameters": {"from": "%s", "to": "%s", "buyer": "%s"}}""".formatted(LargeHistory.vendor(turn), LargeHistory.vendor(turn + 2), LargeHistory.buyer(turn));
    }
}
