package io.rackledger.command.claim;

import io.rackledger.command.decision.Boundary;
import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Decider;
import io.rackledger.command.decision.Decision;
import io.rackledger.command.decision.Findings;
import io.rackledger.command.decision.Form;
import io.rackledger.command.decision.Intake;
import io.rackledger.command.decision.Sheet;
import io.rackledger.events.EntityId;
import io.rackledger.events.Recorded;
import io.rackledger.events.SourceId;
import io.rackledger.events.SourceRegistered;
import io.rackledger.events.Tag;
import io.rackledger.events.ValidTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Registers a source document; the same text is one source only. */
final class RegisterSource implements Decider<RegisterSource.Body, RegisterSource.State> {
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    record Body(
            SourceId source,
            String title,
            String publisher,
            @Nullable ValidTime publishedOn,
            @Nullable ValidTime retrievedOn,
            String sha256)
            implements Command {
        Body {
            Form.required(source, "source");
            Form.text(title, "title");
            Form.text(publisher, "publisher");
            Form.required(sha256, "sha256");
            Form.check(SHA_256.matcher(sha256).matches(), "sha256: 64 hexadecimal digits, lower-case");
        }

        @Override
        public @Nullable ValidTime validAt() {
            return publishedOn;
        }

        @Override
        public List<EntityId> requires() {
            return List.of();
        }

        @Override
        public EntityId creates() {
            return source;
        }
    }

    /** The sources that were read, by the hash of their text. */
    record State(Map<String, SourceId> byHash) {
        State {
            byHash = Map.copyOf(byHash);
        }
    }

    @Override
    public String name() {
        return "register-source";
    }

    @Override
    public Class<Body> bodyType() {
        return Body.class;
    }

    @Override
    public Sheet sheet() {
        return Sheet.of("Registers a source document, on which reported facts rest.", SourceRegistered.class)
                .structuralAcross("source-exists", "the same text is one source only")
                .example("""
                        {"source": "s2", "title": "xAI reportedly shifts orders to Dell", "publisher": "Tom's Hardware",
                         "publishedOn": "2024-11", "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}""");
    }

    @Override
    public List<Body> retell(Recorded fact) {
        return fact.event() instanceof SourceRegistered e
                ? List.of(new Body(e.source(), e.title(), e.publisher(), fact.validAt(), e.retrievedOn(), e.sha256()))
                : List.of();
    }

    @Override
    public Boundary boundary(Body body, State state) {
        return Boundary.of(Tag.sha256(body.sha256()), SourceRegistered.class);
    }

    @Override
    public State initial() {
        return new State(Map.of());
    }

    @Override
    public State evolve(State state, Recorded recorded) {
        if (recorded.event() instanceof SourceRegistered registered) {
            Map<String, SourceId> byHash = new HashMap<>(state.byHash());
            byHash.put(registered.sha256(), registered.source());
            return new State(byHash);
        }
        return state;
    }

    @Override
    public Decision decide(Intake<Body> intake, State state) {
        Body body = intake.body();
        SourceId same = state.byHash().get(body.sha256());
        return Findings.on(intake)
                .structural("source-exists", same != null, "the same text is on record as source '" + same + "'")
                .accept(() -> new SourceRegistered(
                        body.source(), body.title(), body.publisher(), body.retrievedOn(), body.sha256()));
    }
}
