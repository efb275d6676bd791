package io.rackledger.command.vendor;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rackledger.command.decision.DeciderFixture;
import io.rackledger.events.Identifiers;
import io.rackledger.events.PartyId;
import io.rackledger.events.PartyRegistered;
import io.rackledger.events.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RegisterPartyTest {
    private static final PartyId DELL = new PartyId("dell");
    private static final PartyId OTHER = new PartyId("other");
    private static final Identifiers IDENTIFIERS = new Identifiers(null, "0001571996", "DELL", "XNYS");

    @Test
    void a_party_is_registered_with_its_identifiers() {
        decider()
                .when(body(IDENTIFIERS, List.of(Role.VENDOR, Role.VENDOR)))
                .then(new PartyRegistered(DELL, "Dell Technologies Inc.", List.of(Role.VENDOR), IDENTIFIERS));
    }

    @Test
    void roles_and_identifiers_may_be_absent() {
        decider()
                .when(body(null, null))
                .then(new PartyRegistered(DELL, "Dell Technologies Inc.", List.of(), Identifiers.NONE));
    }

    @Test
    void a_party_is_registered_once() {
        decider()
                .given(null, registered(DELL, Identifiers.NONE))
                .when(body(null, null))
                .thenRefused("party-exists");
    }

    @Test
    void a_cik_belongs_to_one_party() {
        decider()
                .given(null, registered(OTHER, new Identifiers(null, "0001571996", null, null)))
                .whenObserved(body(IDENTIFIERS, null))
                .thenRefused("identifier-taken");
    }

    @Test
    void a_ticker_belongs_to_one_party_at_one_market() {
        decider()
                .given(null, registered(OTHER, new Identifiers(null, null, "DELL", "XNYS")))
                .when(body(IDENTIFIERS, null))
                .thenRefused("identifier-taken");
        decider()
                .elsewhere(null, registered(OTHER, new Identifiers(null, null, "DELL", "XLON")))
                .when(body(IDENTIFIERS, null))
                .accepted();
    }

    @Test
    void the_check_digits_of_a_lei_are_checked() {
        decider().when(body(lei("529900T8BM49AURSDO55"), null)).accepted();
        decider().when(body(lei("529900T8BM49AURSDO54"), null)).thenRefused("lei-checksum");
        decider().whenObserved(body(lei("529900T8BM49AURDSO55"), null)).thenRefused("lei-checksum");
    }

    @Test
    void malformed_identifiers_are_named() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> body(new Identifiers(null, "1571996", null, null), null))
                .withMessageContaining("identifiers.cik");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> body(lei("529900"), null))
                .withMessageContaining("identifiers.lei");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> body(new Identifiers(null, null, "DELL", null), null))
                .withMessageContaining("identifiers.mic");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RegisterParty.Body(DELL, " ", null, null, null))
                .withMessageContaining("legalName");
    }

    private static DeciderFixture<RegisterParty.Body, RegisterParty.State> decider() {
        return DeciderFixture.of(new RegisterParty());
    }

    private static RegisterParty.Body body(@Nullable Identifiers identifiers, @Nullable List<Role> roles) {
        return new RegisterParty.Body(DELL, "Dell Technologies Inc.", roles, identifiers, null);
    }

    private static Identifiers lei(String lei) {
        return new Identifiers(lei, null, null, null);
    }

    private static PartyRegistered registered(PartyId party, Identifiers identifiers) {
        return new PartyRegistered(party, "A party", List.of(), identifiers);
    }
}
