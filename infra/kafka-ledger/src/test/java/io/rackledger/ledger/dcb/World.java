package io.rackledger.ledger.dcb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackledger.format.Anchor;
import io.rackledger.format.Criterion;
import io.rackledger.format.Entry;
import io.rackledger.ledger.Condition;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where an example takes place: a ledger from its present end on, so that what other examples left doesn't exist. A
 * command reads what some criteria select, and its event is appended if nothing that they select came meanwhile.
 */
final class World {
    private static final long LIMIT_SECONDS = 30;

    private final Ledger ledger;
    private final long begin;

    private World(Ledger ledger, long begin) {
        this.ledger = ledger;
        this.begin = begin;
    }

    static World in(Ledger ledger) {
        return new World(ledger, ledger.head().size());
    }

    /**
     * A command: what it reads, and what it decides on that.
     *
     * @param decide the event; throws {@link RefusedException} if a rule is against it
     */
    record Command(List<Criterion> criteria, Function<List<Fact>, Fact> decide) {}

    /** A command that has read and decided, and whose event is not appended yet. */
    record Decided(Fact fact, Condition condition) {}

    World given(Fact... facts) throws Exception {
        for (Fact fact : facts) {
            assertThat(append(fact, null)).isInstanceOf(Outcome.Appended.class);
        }
        return this;
    }

    /** Reads and decides, as the command would, and leaves the rest for later. */
    Decided decided(Command command) {
        Anchor tip = ledger.tip();
        List<Fact> read = Objects.requireNonNull(ledger.source(command.criteria(), begin, tip)).stream()
                .map(Fact::of)
                .toList();
        return new Decided(command.decide().apply(read), new Condition(tip, tip.size(), command.criteria()));
    }

    Outcome append(Decided decided) throws Exception {
        return append(decided.fact(), decided.condition());
    }

    private Outcome append(Fact fact, @Nullable Condition condition) throws Exception {
        Entry entry = Entry.of(UUID.randomUUID().toString(), fact.type(), "1", fact.tags(), fact.data(), new byte[0]);
        return ledger.append(List.of(entry), condition, () -> {}).get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    void accepts(Command command, Fact expected) throws Exception {
        long before = ledger.head().size();
        assertThat(append(decided(command))).isInstanceOf(Outcome.Appended.class);
        assertThat(since(before)).containsExactly(expected);
    }

    void refuses(Command command, String rule) {
        long before = ledger.head().size();
        assertThatThrownBy(() -> decided(command))
                .isInstanceOf(RefusedException.class)
                .hasMessage(rule);
        assertThat(since(before)).isEmpty();
    }

    /** Of two commands that decided at the same time, the second conflicts with the first; decided again, a rule refuses it. */
    void letsOneOf(Command first, Command second, String rule) throws Exception {
        Decided one = decided(first);
        Decided other = decided(second);
        long before = ledger.head().size();
        assertThat(append(one)).isInstanceOf(Outcome.Appended.class);
        assertThat(append(other)).isEqualTo(new Outcome.Conflict(before));
        assertThat(since(before)).containsExactly(one.fact());
        refuses(second, rule);
    }

    /** Commands that decided at the same time don't disturb one another. */
    void letsAll(Command... commands) throws Exception {
        List<Decided> decided = Arrays.stream(commands).map(this::decided).toList();
        long before = ledger.head().size();
        for (Decided each : decided) {
            assertThat(append(each)).isInstanceOf(Outcome.Appended.class);
        }
        assertThat(since(before)).isEqualTo(decided.stream().map(Decided::fact).toList());
    }

    private List<Fact> since(long position) {
        return ledger.read(position, Integer.MAX_VALUE).stream().map(Fact::of).toList();
    }
}
