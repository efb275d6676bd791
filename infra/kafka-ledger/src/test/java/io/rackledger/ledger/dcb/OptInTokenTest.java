package io.rackledger.ledger.dcb;

import io.rackledger.format.Criterion;
import io.rackledger.format.Tag;
import io.rackledger.ledger.dcb.World.Command;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who signs up confirms that with a token, once and within the hour; no other table knows of tokens. */
@ExtendWith(SharedLedger.class)
class OptInTokenTest {
    private static final String INITIATED = "SignUpInitiated";
    private static final String CONFIRMED = "SignUpConfirmed";
    private static final int MINUTES = 60;
    private static final String JOHN = "john.doe@example.com";
    private static final String JANE = "jane.doe@example.com";
    private static final String NAME = "John Doe";

    private final World world;

    OptInTokenTest(World world) {
        this.world = world;
    }

    private static Tag email(String address) {
        return new Tag("email", address);
    }

    private static Tag token(String token) {
        return new Tag("otp", token);
    }

    private static Fact initiated(String email, String token, int minutesAgo) {
        return Fact.of(INITIATED, "email", email, "otp", token, "name", NAME, "minutesAgo", String.valueOf(minutesAgo))
                .about(email(email), token(token));
    }

    private static Fact confirmed(String email, String token) {
        return Fact.of(CONFIRMED, "email", email, "otp", token, "name", NAME).about(email(email), token(token));
    }

    private static Command confirm(String email, String token) {
        Criterion both = Criterion.of(Set.of(INITIATED, CONFIRMED), Set.of(email(email), token(token)));
        return new Command(List.of(both), read -> {
            if (read.stream().anyMatch(fact -> fact.type().equals(CONFIRMED))) {
                throw new RefusedException("used");
            }
            if (read.isEmpty() || Integer.parseInt(read.getFirst().get("minutesAgo")) > MINUTES) {
                throw new RefusedException("not-pending");
            }
            return confirmed(email, token);
        });
    }

    @Test
    void a_token_that_does_not_exist_confirms_nothing() {
        world.refuses(confirm(JOHN, "000000"), "not-pending");
    }

    @Test
    void the_token_of_another_address_confirms_nothing() throws Exception {
        world.given(initiated(JOHN, "111111", 0)).refuses(confirm(JANE, "111111"), "not-pending");
    }

    @Test
    void a_token_is_used_once() throws Exception {
        world.given(initiated(JOHN, "222222", 0), confirmed(JOHN, "222222")).refuses(confirm(JOHN, "222222"), "used");
    }

    @Test
    void a_token_that_is_too_old_confirms_nothing() throws Exception {
        world.given(initiated(JOHN, "333333", 61)).refuses(confirm(JOHN, "333333"), "not-pending");
    }

    @Test
    void a_token_confirms_a_sign_up() throws Exception {
        world.given(initiated(JOHN, "444444", 60)).accepts(confirm(JOHN, "444444"), confirmed(JOHN, "444444"));
    }

    @Test
    void a_token_that_comes_twice_at_once_is_used_once() throws Exception {
        world.given(initiated(JOHN, "555555", 0)).letsOneOf(confirm(JOHN, "555555"), confirm(JOHN, "555555"), "used");
    }
}
