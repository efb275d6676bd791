package io.rackledger.query.claim;

import io.rackledger.events.AnomalyFlagged;
import io.rackledger.events.ClaimRecorded;
import io.rackledger.events.CommandRefused;
import io.rackledger.events.Confidence;
import io.rackledger.events.ContradictionRaised;
import io.rackledger.events.ContradictionResolved;
import io.rackledger.events.Event;
import io.rackledger.events.FactRetracted;
import io.rackledger.events.Quantity;
import io.rackledger.events.QuantityRange;
import io.rackledger.events.Subject;
import io.rackledger.events.Tag;
import io.rackledger.query.fold.Histories;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;

/** Any claims, disputes and remarks of the ledger's, in any order. */
public final class RandomClaims {
    private final Random random;

    public RandomClaims(Random random) {
        this.random = random;
    }

    public Histories history() {
        Histories histories = new Histories();
        for (int i = 1 + random.nextInt(30); i > 0; i--) {
            String month = "2024-%02d".formatted(1 + random.nextInt(12));
            histories.then(random.nextInt(5) == 0 ? null : month, any(Confidence.values()), event());
        }
        return histories;
    }

    private Event event() {
        Subject subject = new Subject(any(Subject.Kind.FACILITY, Subject.Kind.PARTY), any("a", "b"));
        String attribute = any("gpus", "power");
        List<String> ids = any(List.of("e0", "e1"), List.of("e1", "e0"), List.of("e1", "e2", "e3"));
        return switch (random.nextInt(7)) {
            case 0 ->
                new AnomalyFlagged(
                        any("vendor-blocked", "plan-late"), random.nextBoolean(), "why", List.of(subject.tag()));
            case 1 -> new CommandRefused("place-server-order", "self-dealing", "why", List.of(subject.tag()));
            case 2 ->
                new FactRetracted("c" + random.nextInt(20) + ".1", 0, List.of(new Tag("order", "a")), "withdrawn");
            case 3 -> new ContradictionRaised(ids, subject, attribute, "they disagree");
            case 4 -> new ContradictionResolved(ids, subject, attribute, any(null, ids.getFirst()), "looked into");
            default ->
                new ClaimRecorded(
                        subject,
                        attribute,
                        any(null, new Quantity(BigDecimal.TEN, "GPU")),
                        any(null, new QuantityRange(BigDecimal.ONE, null, "GPU")),
                        any("about ten", null));
        };
    }

    @SafeVarargs
    private <T> T any(T... values) {
        return values[random.nextInt(values.length)];
    }
}
