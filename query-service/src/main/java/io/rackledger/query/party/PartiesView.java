package io.rackledger.query.party;

import io.rackledger.events.Identifiers;
import io.rackledger.events.Role;
import io.rackledger.events.Truth;
import io.rackledger.query.fold.Answer;
import io.rackledger.query.fold.BadQuestionException;
import io.rackledger.query.fold.Because;
import io.rackledger.query.fold.Fact;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.fold.Folded;
import io.rackledger.query.fold.Parameter;
import io.rackledger.query.fold.Question;
import io.rackledger.query.fold.Row;
import io.rackledger.query.fold.View;
import io.rackledger.query.party.PartyState.Listed;
import io.rackledger.query.party.PartyState.Succession;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every party in one row: what it does and since when, how others call it, what took its place, where it is listed. */
public final class PartiesView implements View {
    /**
     * A role that a party holds.
     *
     * @param since          null if no one says
     * @param atRegistration whether it was held when the party became known: then it may be older than {@code since}
     * @param standing       whether it is held by then
     */
    record RoleHeld(String role, @Nullable String since, boolean atRegistration, Truth standing) {}

    /** A party that took the place of another, or whose place it took. */
    record Neighbour(String party, @Nullable String on, Truth standing) {}

    /** A security at a venue; {@code active} as far as is known by then. */
    record Security(
            String listing,
            @Nullable String ticker,
            @Nullable String mic,
            @Nullable String tier,
            @Nullable String listedOn,
            @Nullable String delistedOn,
            Truth active) {}

    @Override
    public String name() {
        return "parties";
    }

    @Override
    public String purpose() {
        return "Every party with its roles over time, identifiers, successors and listings.";
    }

    @Override
    public List<Fold<?>> folds() {
        return List.of(Parties.FOLD);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter("party", List.of(), null, "only this party"),
                new Parameter(
                        "role",
                        Arrays.stream(Role.values()).map(Role::name).toList(),
                        null,
                        "only parties that hold this role"));
    }

    @Override
    public List<String> columns() {
        return List.of(
                "party", "legalName", "roles", "identifiers", "predecessors", "successors", "listings", "because");
    }

    @Override
    public Answer answer(Folded folded, Question question) {
        String party = question.parameter("party");
        Role role = role(question.parameter("role"));
        List<Row> rows = folded.of(Parties.FOLD).values().stream()
                .filter(state -> party == null || party.equals(state.party().value()))
                .filter(state -> role == null || state.roles().stream().anyMatch(held -> held.role() == role))
                .sorted(Comparator.comparing(state -> state.party().value()))
                .map(state -> row(state, question.validAsOf()))
                .toList();
        return new Answer(Row.of("totals").with("parties", (long) rows.size()), rows);
    }

    private static @Nullable Role role(@Nullable String wanted) {
        if (wanted == null) {
            return null;
        }
        return Arrays.stream(Role.values())
                .filter(role -> role.name().equals(wanted))
                .findFirst()
                .orElseThrow(
                        () -> new BadQuestionException("role", "role is one of " + Arrays.toString(Role.values())));
    }

    private static Row row(PartyState state, Instant asOf) {
        Identifiers identifiers = state.identifiers();
        return Row.of(state.party().value())
                .with("party", state.party().value())
                .with("legalName", state.legalName())
                .with(
                        "roles",
                        state.roles().stream()
                                .map(held -> new RoleHeld(
                                        held.role().name(),
                                        held.since().on(),
                                        held.atRegistration(),
                                        held.since().by(asOf)))
                                .toList())
                .with("identifiers", identifiers.equals(Identifiers.NONE) ? null : identifiers)
                .with("predecessors", neighbours(state.predecessors(), asOf))
                .with("successors", neighbours(state.successors(), asOf))
                .with(
                        "listings",
                        state.listings().stream()
                                .map(listed -> security(listed, asOf))
                                .toList())
                .with("because", because(state));
    }

    private static List<Neighbour> neighbours(List<Succession> successions, Instant asOf) {
        return successions.stream()
                .map(each -> new Neighbour(
                        each.party().value(), each.fact().on(), each.fact().by(asOf)))
                .toList();
    }

    private static Security security(Listed listed, Instant asOf) {
        Fact begin = listed.listed();
        Fact end = listed.delisted();
        Truth begun = begin == null ? Truth.POSSIBLE : begin.by(asOf);
        Truth ended = end == null ? Truth.NO : end.by(asOf);
        return new Security(
                listed.listing().value(),
                listed.ticker(),
                listed.mic(),
                listed.tier(),
                begin == null ? null : begin.on(),
                end == null ? null : end.on(),
                begun.and(ended.not()));
    }

    private static Because because(PartyState state) {
        List<String> events = Stream.of(
                        Stream.ofNullable(state.registered()),
                        state.roles().stream().map(PartyState.Held::since),
                        Stream.concat(state.predecessors().stream(), state.successors().stream())
                                .map(Succession::fact),
                        state.listings().stream().flatMap(each -> Stream.of(each.listed(), each.delisted())))
                .flatMap(facts -> facts)
                .filter(Objects::nonNull)
                .sorted(Fact.ORDER)
                .map(Fact::event)
                .toList();
        return Because.of(events, "/api/ledger/events?tag=party:" + state.party());
    }
}
