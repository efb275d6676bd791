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
import io.rackledger.events.Recorded;
import io.rackledger.events.Subject;
import io.rackledger.events.Tag;
import io.rackledger.query.fold.Histories;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;

/** Any claims, disputes and remarks of the ledger's, in any order. */
public final class RandomClaims {
    private static final Set<Class<?>> CLAIMS =
            Set.of(ClaimRecorded.class, ContradictionRaised.class, ContradictionResolved.class);

    private final Random random;
    private final IntFunction<String> ids;

    /** Speaks of events by the ids that {@link Histories} gives them. */
    public RandomClaims(Random random) {
        this(random, position -> "e" + position);
    }

    /**
     * Speaks of events by other ids.
     *
     * @param ids by position
     */
    public RandomClaims(Random random, IntFunction<String> ids) {
        this.random = random;
        this.ids = ids;
    }

    public Histories history() {
        Histories histories = new Histories();
        for (int i = 1 + random.nextInt(30); i > 0; i--) {
            String month = "2024-%02d".formatted(1 + random.nextInt(12));
            histories.then(random.nextInt(5) == 0 ? null : month, any(Confidence.values()), event());
        }
        return histories;
    }

    /** Those of them that a command records, and that can be taken back. */
    public List<Recorded> claims() {
        return history().events().stream()
                .filter(recorded -> CLAIMS.contains(recorded.event().getClass()))
                .toList();
    }

    private Event event() {
        Subject subject = new Subject(any(Subject.Kind.FACILITY, Subject.Kind.PARTY), any("a", "b"));
        String attribute = any("gpus", "power");
        int position = random.nextInt(8);
        List<String> disagreeing = List.of(ids.apply(position + 1), ids.apply(position));
        return switch (random.nextInt(7)) {
            case 0 ->
                new AnomalyFlagged(
                        any("vendor-blocked", "plan-late"), random.nextBoolean(), "why", List.of(subject.tag()));
            case 1 -> new CommandRefused("place-server-order", "self-dealing", "why", List.of(subject.tag()));
            case 2 ->
                new FactRetracted("c" + random.nextInt(20) + ".1", 0, List.of(new Tag("order", "a")), "withdrawn");
            case 3 -> new ContradictionRaised(disagreeing, subject, attribute, "they disagree");
            case 4 ->
                new ContradictionResolved(
                        disagreeing, subject, attribute, any(null, disagreeing.getFirst()), "looked into");
            default ->
                new ClaimRecorded(
                        subject,
                        attribute,
                        any(null, new Quantity(BigDecimal.valueOf(1 + random.nextInt(3)), "GPU")),
                        any(null, new QuantityRange(BigDecimal.TWO, null, "GPU")),
                        any("about ten", null));
        };
    }

    @SafeVarargs
    private <T> T any(T... values) {
        return values[random.nextInt(values.length)];
    }
}
