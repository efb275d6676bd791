package io.rackledger.ledger.dcb;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.format.Criterion;
import io.rackledger.ledger.Outcome;
import io.rackledger.ledger.dcb.World.Command;
import io.rackledger.ledger.dcb.World.Decided;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Invoices are numbered without a gap. */
@ExtendWith(SharedLedger.class)
class InvoiceNumberTest {
    private static final String CREATED = "InvoiceCreated";

    private final World world;

    InvoiceNumberTest(World world) {
        this.world = world;
    }

    private static Fact created(int number) {
        return Fact.of(CREATED, "number", String.valueOf(number));
    }

    private static Command create() {
        return new Command(
                List.of(Criterion.of(Set.of(CREATED), Set.of())),
                read -> created(
                        read.isEmpty() ? 1 : 1 + Integer.parseInt(read.getLast().get("number"))));
    }

    @Test
    void the_first_invoice_has_number_1() throws Exception {
        world.accepts(create(), created(1));
    }

    @Test
    void the_second_invoice_has_number_2() throws Exception {
        world.given(created(1)).accepts(create(), created(2));
    }

    @Test
    void of_two_invoices_at_once_the_second_gets_the_next_number_when_it_is_decided_again() throws Exception {
        Decided one = world.decided(create());
        Decided other = world.decided(create());
        assertThat(world.append(one)).isInstanceOf(Outcome.Appended.class);
        assertThat(world.append(other)).isInstanceOf(Outcome.Conflict.class);
        world.accepts(create(), created(2));
    }
}
