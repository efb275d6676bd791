package io.rackledger.query.audit;

import io.rackledger.events.CommandRefused;
import io.rackledger.events.Facts;
import io.rackledger.events.Recorded;
import io.rackledger.events.wire.EventType;
import io.rackledger.events.wire.WireJson;
import io.rackledger.format.Criterion;
import io.rackledger.format.Entry;
import io.rackledger.format.Tag;
import io.rackledger.ledger.StoredEvent;
import io.rackledger.query.fold.Changes;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.fold.View;
import io.rackledger.query.follow.LedgerEvents;
import io.rackledger.transparency.TreeHead;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * All that belongs to one event: the document that it comes from, the command that led to it and what else that did, what
 * it goes back to and what went back to it, what was refused on the same subjects, the views that it moved, and its proof.
 * Thread-safe.
 */
final class Trace {
    /** Of each kind at most so many are told; {@code more} says that there are others. */
    static final int MOST = 50;

    private static final String EVENT = "event";
    private static final String SOURCE = "source";
    private static final String COMMAND = "command";
    private static final String CORRELATION = "correlation";

    /** Tags that every event has, and that make no two of one subject. */
    private static final Set<String> NO_SUBJECTS = Set.of(EVENT, SOURCE, COMMAND);

    private static final String REFUSED = EventType.of(CommandRefused.class).wireName();
    private static final String REGISTERED =
            EventType.of(io.rackledger.events.SourceRegistered.class).wireName();

    private final EventLog log;
    private final EventForm form;
    private final LedgerEvents events;
    private final List<View> views;
    private final JsonMapper json = WireJson.strict();

    Trace(EventLog log, EventForm form, LedgerEvents events, List<View> views) {
        this.log = log;
        this.form = form;
        this.events = events;
        this.views = List.copyOf(views);
    }

    /**
     * Tells it.
     *
     * @param signed the tree that was signed last
     */
    ObjectNode of(StoredEvent stored, TreeHead signed) {
        Entry entry = stored.entry();
        Map<String, String> metadata = entry.metadata();
        ObjectNode body = json.createObjectNode();
        body.set(EVENT, form.json(stored, log.changesOf(List.of(stored))));
        body.set(SOURCE, source(metadata.get(SOURCE)));
        String command = metadata.getOrDefault(COMMAND, "");
        ObjectNode decided = body.putObject(COMMAND).put("id", command);
        add(decided, log.about(new Tag(COMMAND, command)).stream());
        String correlation = metadata.get(CORRELATION);
        if (correlation != null) {
            ObjectNode together = body.putObject(CORRELATION).put("name", correlation);
            EventQuestion all = EventQuestion.read(Map.of(CORRELATION, correlation), List.of());
            add(together, log.matching(all, Long.MAX_VALUE));
        } else {
            body.putNull(CORRELATION);
        }
        add(body.putObject("causes"), causes(stored));
        add(
                body.putObject("effects"),
                log.about(new Tag(EVENT, entry.id())).stream()
                        .filter(effect -> effect.position() != stored.position()));
        add(body.putObject("refused"), refused(stored));
        moved(body.putArray("moved"), stored);
        proof(body, stored, signed);
        return body;
    }

    private @Nullable ObjectNode source(@Nullable String source) {
        if (source == null) {
            return null;
        }
        return log.about(List.of(Criterion.of(Set.of(REGISTERED), Set.of(new Tag(SOURCE, source)))), 0).stream()
                .findFirst()
                .map(registered -> form.json(registered, log.changesOf(List.of(registered))))
                .orElse(null);
    }

    /** What its own tags name beside itself: the facts that it changes, contradicts or flags. */
    private Stream<StoredEvent> causes(StoredEvent stored) {
        return stored.entry().tags().stream()
                .filter(tag -> tag.key().equals(EVENT)
                        && !tag.value().equals(stored.entry().id()))
                .flatMap(tag -> log.about(tag).stream()
                        .filter(cause -> cause.entry().id().equals(tag.value())));
    }

    private Stream<StoredEvent> refused(StoredEvent stored) {
        Collection<Criterion> subjects = stored.entry().tags().stream()
                .filter(tag -> !NO_SUBJECTS.contains(tag.key()))
                .map(tag -> Criterion.of(Set.of(REFUSED), Set.of(tag)))
                .toList();
        return log.about(subjects, 0).stream().filter(other -> other.position() != stored.position());
    }

    private void moved(ArrayNode moved, StoredEvent stored) {
        Recorded recorded = events.read(stored);
        List<Recorded> facts = Facts.CHANGES.contains(recorded.event().getClass())
                ? Stream.concat(Stream.of(recorded), events.versions(recorded).stream())
                        .toList()
                : List.of(recorded);
        for (View view : views) {
            Set<String> entities = new TreeSet<>();
            for (Fold<?> fold : view.folds()) {
                facts.stream()
                        .filter(fact -> fold.types().contains(fact.event().getClass()))
                        .flatMap(fact -> fold.keysOf(fact).stream())
                        .forEach(key -> entities.add(key.key() + ":" + key.value()));
            }
            if (!entities.isEmpty()) {
                ObjectNode one = moved.addObject().put("view", view.name());
                entities.forEach(one.putArray("entities")::add);
                if (stored.position() > 0) {
                    one.put(
                            "diff",
                            "/api/views/%s/diff?by=known&fromPosition=%d&toPosition=%d"
                                    .formatted(view.name(), stored.position() - 1, stored.position()));
                }
            }
        }
    }

    private static void proof(ObjectNode body, StoredEvent stored, TreeHead signed) {
        if (stored.position() >= signed.size()) {
            body.putNull("proof");
            return;
        }
        body.putObject("proof")
                .put("leaf", stored.entry().leaf().toString())
                .put("size", signed.size())
                .put("root", signed.root().toString())
                .put("href", "/api/ledger/events/" + stored.position() + "/proof");
    }

    private void add(ObjectNode body, Stream<StoredEvent> some) {
        List<StoredEvent> found = some.limit(MOST + 1L).toList();
        List<StoredEvent> told = found.subList(0, Math.min(MOST, found.size()));
        Changes changes = log.changesOf(told);
        ArrayNode all = body.putArray("events");
        told.forEach(each -> all.add(form.json(each, changes)));
        body.put("more", found.size() > MOST);
    }
}
