package io.rackledger.command.listing;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Criterion;
import io.rackledger.command.decision.Decider;
import io.rackledger.command.decision.DeciderFixture;
import io.rackledger.command.decision.Decision;
import io.rackledger.command.decision.Deliberation;
import io.rackledger.command.decision.Intake;
import io.rackledger.events.Event;
import io.rackledger.events.Mode;
import io.rackledger.events.Recorded;
import io.rackledger.events.wire.EventType;
import io.rackledger.events.wire.WireJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A real history, command by command as it would come over the wire, decided rather than reported. */
class SupermicroHistoryTest {
    private final List<Recorded> ledger = new ArrayList<>();

    SupermicroHistoryTest() {
        record(null, Listings.party());
    }

    @Test
    void from_the_late_annual_report_to_the_cure() {
        decide("list-security", """
                {"listing":"smci-xnas","party":"supermicro","ticker":"SMCI","mic":"XNAS","tier":"GLOBAL_SELECT",
                 "fiscalYearEnd":"--06-30","filerStatus":"LARGE_ACCELERATED","listedOn":"2020-01"}""");
        decide("record-risk-signal", """
                {"party":"supermicro","signal":"PRIOR_DELISTING","on":"2018-08-23"}""");
        decide("record-filing", """
                {"listing":"smci-xnas","form":"NT 10-K","periodEnd":"2024-06-30","filedOn":"2024-08-30"}""");
        decide("open-compliance-case", """
                {"case":"smci-2024","listing":"smci-xnas","rule":"5250(c)(1)","noticeOn":"2024-09-17",
                 "reports":[{"form":"10-K","periodEnd":"2024-06-30"}]}""");
        decide("record-risk-signal", """
                {"party":"supermicro","signal":"PRICE_SHOCK","percent":-32.68,"basis":"CLOSE","on":"2024-10-30"}""");
        decide("record-filing", """
                {"listing":"smci-xnas","form":"NT 10-Q","periodEnd":"2024-09-30","filedOn":"2024-11-13"}""");
        decide("submit-compliance-plan", """
                {"case":"smci-2024","on":"2024-11-18"}""");
        decide("open-compliance-case", """
                {"case":"smci-2024-b","listing":"smci-xnas","rule":"5250(c)(1)","noticeOn":"2024-11-19",
                 "reports":[{"form":"10-Q","periodEnd":"2024-09-30"}]}""");
        decide("grant-exception", """
                {"case":"smci-2024","by":"STAFF","on":"2024-12-06","until":"2025-02-25"}""");
        decide("record-filing", """
                {"listing":"smci-xnas","form":"10-K","periodEnd":"2024-06-30","filedOn":"2025-02-25"}""");
        decide("record-filing", """
                {"listing":"smci-xnas","form":"10-Q","periodEnd":"2024-09-30","filedOn":"2025-02-25"}""");
        decide("cure-deficiency", """
                {"case":"smci-2024","on":"2025-02-25"}""");

        assertThat(ledger.stream()
                        .map(recorded -> EventType.of(recorded.event()).wireName()))
                .containsExactly(
                        "party-registered",
                        "security-listed",
                        "risk-signal-recorded",
                        "filing-recorded",
                        "compliance-case-opened",
                        "risk-signal-recorded",
                        "filing-recorded",
                        "compliance-plan-submitted",
                        "delinquency-added",
                        "exception-granted",
                        "filing-recorded",
                        "filing-recorded",
                        "deficiency-cured");
    }

    private void decide(String name, String body) {
        Decider<?, ?> decider = ListingCommands.all().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
        decide(decider, body);
    }

    private <C extends Command, S> void decide(Decider<C, S> decider, String json) {
        C body = WireJson.strict().readValue(json, decider.bodyType());
        Deliberation<C, S> deliberation = new Deliberation<>(
                decider,
                new Intake<>(
                        "the-command",
                        decider.name(),
                        body,
                        Mode.DECIDED,
                        null,
                        body.validAt(),
                        DeciderFixture.NOW,
                        "test",
                        null));
        for (List<Criterion> next = deliberation.next(); !next.isEmpty(); next = deliberation.next()) {
            List<Criterion> round = next;
            deliberation.take(ledger.stream()
                    .filter(fact -> round.stream().anyMatch(criterion -> criterion.matches(fact)))
                    .toList());
        }
        Decision decision = deliberation.decide();
        assertThat(decision).as(json).isInstanceOf(Decision.Accepted.class);
        ((Decision.Accepted) decision).events().forEach(event -> record(body, event));
    }

    private void record(@Nullable Command body, Event event) {
        ledger.add(new Recorded(
                ledger.size(),
                "event-" + ledger.size(),
                DeciderFixture.NOW,
                body == null ? null : body.validAt(),
                Mode.DECIDED,
                null,
                "test",
                "the-command",
                null,
                event));
    }
}
