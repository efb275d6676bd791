package io.rackledger.ledger.dcb;

import io.rackledger.format.Criterion;
import io.rackledger.format.Tag;
import io.rackledger.ledger.dcb.World.Command;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A name belongs to one account at a time, and for some days after it was given up to none. */
@ExtendWith(SharedLedger.class)
class UniqueUsernameTest {
    private static final String REGISTERED = "AccountRegistered";
    private static final String CLOSED = "AccountClosed";
    private static final String CHANGED = "UsernameChanged";
    private static final Duration RETENTION = Duration.ofDays(3);
    private static final String CLAIMED = "claimed";

    private final World world;

    UniqueUsernameTest(World world) {
        this.world = world;
    }

    private static Tag username(String name) {
        return new Tag("username", name);
    }

    private static Fact registered(String name) {
        return Fact.of(REGISTERED, "username", name).about(username(name));
    }

    private static Fact closed(String name, int daysAgo) {
        return Fact.of(CLOSED, "username", name, "daysAgo", String.valueOf(daysAgo))
                .about(username(name));
    }

    private static Fact changed(String from, String to, int daysAgo) {
        return Fact.of(CHANGED, "from", from, "to", to, "daysAgo", String.valueOf(daysAgo))
                .about(username(from), username(to));
    }

    private static Command register(String name, Duration retention) {
        return new Command(List.of(Criterion.of(Set.of(REGISTERED, CLOSED, CHANGED), Set.of(username(name)))), read -> {
            if (!read.isEmpty() && isClaimed(name, read.getLast(), retention)) {
                throw new RefusedException(CLAIMED);
            }
            return registered(name);
        });
    }

    /** By what was last said of it. */
    private static boolean isClaimed(String name, Fact last, Duration retention) {
        return switch (last.type()) {
            case REGISTERED -> true;
            case CHANGED -> last.get("to").equals(name) || isRetained(last, retention);
            case CLOSED -> isRetained(last, retention);
            default -> throw new IllegalArgumentException(last.type());
        };
    }

    private static boolean isRetained(Fact given, Duration retention) {
        return !retention.isZero()
                && Duration.ofDays(Integer.parseInt(given.get("daysAgo"))).compareTo(retention) <= 0;
    }

    private static Command register(String name) {
        return register(name, Duration.ZERO);
    }

    @Test
    void a_claimed_name_is_not_registered() throws Exception {
        world.given(registered("u1")).refuses(register("u1"), CLAIMED);
    }

    @Test
    void an_unused_name_is_registered() throws Exception {
        world.accepts(register("u1"), registered("u1"));
    }

    @Test
    void the_name_of_a_closed_account_is_registered() throws Exception {
        world.given(registered("u1"), closed("u1", 0)).accepts(register("u1"), registered("u1"));
    }

    @Test
    void a_name_that_was_changed_is_registered() throws Exception {
        world.given(registered("u1"), changed("u1", "u1changed", 0)).accepts(register("u1"), registered("u1"));
    }

    @Test
    void a_name_that_another_was_changed_to_is_not_registered() throws Exception {
        world.given(registered("u1"), changed("u1", "u1changed", 0)).refuses(register("u1changed"), CLAIMED);
    }

    @Test
    void the_name_of_an_account_that_was_closed_three_days_ago_is_retained() throws Exception {
        world.given(registered("u1"), closed("u1", 3)).refuses(register("u1", RETENTION), CLAIMED);
    }

    @Test
    void a_name_that_was_changed_three_days_ago_is_retained() throws Exception {
        world.given(registered("u1"), changed("u1", "u1changed", 3)).refuses(register("u1", RETENTION), CLAIMED);
    }

    @Test
    void the_name_of_an_account_that_was_closed_four_days_ago_is_registered() throws Exception {
        world.given(registered("u1"), closed("u1", 4)).accepts(register("u1", RETENTION), registered("u1"));
    }

    @Test
    void a_name_that_was_changed_four_days_ago_is_registered() throws Exception {
        world.given(registered("u1"), changed("u1", "u1changed", 4))
                .accepts(register("u1", RETENTION), registered("u1"));
    }

    @Test
    void of_two_who_register_a_name_at_once_one_gets_it() throws Exception {
        world.letsOneOf(register("u1"), register("u1"), CLAIMED);
    }

    @Test
    void other_names_are_not_disturbed() throws Exception {
        world.letsAll(register("u1"), register("u2"), register("u3"));
    }
}
