package io.rackledger.peer.axon4;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;

/**
 * A file with an event in each line: {@code {"type": …, "on": "2024-01-31", "payload": {…}}}. An event is about one
 * aggregate, and was recorded on the day on which it happened. Used by one thread.
 */
final class History {
    private static final int EVENTS_AT_ONCE = 1_000;

    private final ObjectMapper json;
    private final Map<String, Long> sizes = new HashMap<>();

    History(ObjectMapper json) {
        this.json = json;
    }

    /** Hands the events on, in order and a thousand at a time, and returns how many there were. */
    long read(Path file, Consumer<List<DomainEventMessage<?>>> taker) throws IOException {
        long count = 0;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            List<DomainEventMessage<?>> events = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                events.add(message(json.readTree(line)));
                count++;
                if (events.size() == EVENTS_AT_ONCE) {
                    taker.accept(List.copyOf(events));
                    events.clear();
                }
            }
            taker.accept(List.copyOf(events));
        }
        return count;
    }

    private HistoryEvent event(String type, ObjectNode payload) throws IOException {
        Class<? extends HistoryEvent> named = HistoryEvent.named(type);
        if (named != null) {
            return json.treeToValue(payload, named);
        }
        LocalDate on = json.treeToValue(payload.remove("on"), LocalDate.class);
        return new HistoryEvent.Elsewhere(type, json.convertValue(payload, new TypeReference<>() {}), on);
    }

    private DomainEventMessage<?> message(JsonNode line) throws IOException {
        String type = line.required("type").textValue();
        ObjectNode payload = (ObjectNode) line.required("payload");
        payload.set("on", line.required("on"));
        HistoryEvent event = event(type, payload);
        String id = UUID.randomUUID().toString();
        // What Axon gives each event that follows from a command.
        MetaData metadata = MetaData.with("traceId", id).and("correlationId", id);
        return new GenericDomainEventMessage<>(
                event.aggregate().substring(0, event.aggregate().indexOf('-')),
                event.aggregate(),
                sizes.merge(event.aggregate(), 1L, Long::sum) - 1,
                event,
                metadata,
                id,
                event.on().atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}
