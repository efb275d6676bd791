package io.rackledger.ledger.dcb;

import io.rackledger.format.Criterion;
import io.rackledger.format.Tag;
import io.rackledger.ledger.dcb.World.Command;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A command that is sent again with the same token is carried out once. */
@ExtendWith(SharedLedger.class)
class RecordDuplicationTest {
    private static final String PLACED = "OrderPlaced";
    private static final String AGAIN = "sent-again";

    private final World world;

    RecordDuplicationTest(World world) {
        this.world = world;
    }

    private static Fact placed(String order, String token) {
        return Fact.of(PLACED, "order", order, "token", token)
                .about(new Tag("order", order), new Tag("idempotency", token));
    }

    private static Command place(String order, String token) {
        Criterion byToken = Criterion.of(Set.of(PLACED), Set.of(new Tag("idempotency", token)));
        return new Command(List.of(byToken), read -> {
            if (!read.isEmpty()) {
                throw new RefusedException(AGAIN);
            }
            return placed(order, token);
        });
    }

    @Test
    void a_token_that_was_used_is_refused() throws Exception {
        world.given(placed("o12345", "11111")).refuses(place("o54321", "11111"), AGAIN);
    }

    @Test
    void a_new_token_is_taken() throws Exception {
        world.given(placed("o12345", "11111")).accepts(place("o54321", "22222"), placed("o54321", "22222"));
    }

    @Test
    void a_command_that_comes_twice_at_once_is_carried_out_once() throws Exception {
        world.letsOneOf(place("o1", "11111"), place("o1", "11111"), AGAIN);
    }
}
