package io.rackledger.command.facility;

import io.rackledger.command.decision.Boundary;
import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Decider;
import io.rackledger.command.decision.Decision;
import io.rackledger.command.decision.Findings;
import io.rackledger.command.decision.Intake;
import io.rackledger.command.decision.Sheet;
import io.rackledger.events.EntityId;
import io.rackledger.events.FacilityId;
import io.rackledger.events.FacilityRegistered;
import io.rackledger.events.Limits;
import io.rackledger.events.PartyId;
import io.rackledger.events.Place;
import io.rackledger.events.Recorded;
import io.rackledger.events.ValidTime;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A facility becomes known, with who controls it and what it can take at most. */
final class RegisterFacility implements Decider<RegisterFacility.Body, RegisterFacility.State> {
    private static final Pattern UNLOCODE = Pattern.compile("[A-Z]{2}[A-Z2-9]{3}");

    record Body(
            FacilityId facility,
            PartyId controller,
            Place place,
            Limits limits,
            @Nullable ValidTime from) implements Command {
        Body {
            if (place.unlocode() != null && !UNLOCODE.matcher(place.unlocode()).matches()) {
                throw new IllegalArgumentException("place.unlocode is written as USMEM, without a blank");
            }
        }

        @Override
        public @Nullable ValidTime validAt() {
            return from;
        }

        @Override
        public List<EntityId> requires() {
            return List.of(controller);
        }

        @Override
        public EntityId creates() {
            return facility;
        }
    }

    /** Nothing beside what the contract checks. */
    record State() {}

    @Override
    public String name() {
        return "register-facility";
    }

    @Override
    public Class<Body> bodyType() {
        return Body.class;
    }

    @Override
    public Sheet sheet() {
        return Sheet.of(
                        "Registers a facility, with who controls it and what it can take at most.",
                        FacilityRegistered.class)
                .structural("not-positive", "no limit is negative")
                .example("""
                        {"facility": "colossus-1", "controller": "xai", "from": "2024-07", "limits": {"powerMw": 300},
                         "place": {"unlocode": "USMEM", "name": "Memphis, Tennessee"}}""");
    }

    @Override
    public List<Body> retell(Recorded fact) {
        return fact.event() instanceof FacilityRegistered e
                ? List.of(new Body(e.facility(), e.controller(), e.place(), e.limits(), fact.validAt()))
                : List.of();
    }

    @Override
    public Boundary boundary(Body body, State state) {
        return Boundary.NONE;
    }

    @Override
    public State initial() {
        return new State();
    }

    @Override
    public State evolve(State state, Recorded recorded) {
        return state;
    }

    @Override
    public Decision decide(Intake<Body> intake, State state) {
        Body body = intake.body();
        return Findings.on(intake)
                .structural("not-positive", anyNegative(body.limits()), "a limit is not negative")
                .accept(() -> new FacilityRegistered(body.facility(), body.controller(), body.place(), body.limits()));
    }

    private static boolean anyNegative(Limits limits) {
        return Stream.<@Nullable Number>of(
                        limits.powerMw(), limits.coolingMw(), limits.spaceRacks(), limits.fibreGbps(), limits.gpus())
                .filter(Objects::nonNull)
                .anyMatch(limit -> new BigDecimal(limit.toString()).signum() < 0);
    }
}
