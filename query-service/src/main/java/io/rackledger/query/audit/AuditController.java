package io.rackledger.query.audit;

import io.rackledger.events.wire.WireJson;
import io.rackledger.format.Commit;
import io.rackledger.format.Entry;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.StoredEvent;
import io.rackledger.query.fold.Changes;
import io.rackledger.web.Problems;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The log as recorded, with its hashes. */
@RestController
final class AuditController {
    private static final String EXPORT_FORMAT = "rackledger-export-1";
    private static final int EXPORT_BATCH = 500;

    private final Ledger ledger;
    private final Evidence evidence;
    private final EventLog log;
    private final JsonMapper json = WireJson.strict();

    AuditController(Ledger ledger, Evidence evidence) {
        this.ledger = ledger;
        this.evidence = evidence;
        this.log = new EventLog(ledger);
    }

    @GetMapping(path = "/api/ledger/events", produces = MediaType.APPLICATION_JSON_VALUE)
    ObjectNode events(@RequestParam Map<String, String> query) {
        EventLog.Page page = log.search(query);
        ObjectNode body = json.createObjectNode()
                .put("ledger", ledger.name())
                .put("position", ledger.head().size() - 1);
        ArrayNode events = body.putArray("events");
        Changes changes = log.changesOf(page.events());
        page.events().forEach(event -> events.add(event(event, changes)));
        body.put("next", page.next());
        return body;
    }

    @GetMapping("/api/ledger/events/{position}")
    ResponseEntity<?> event(@PathVariable long position) {
        StoredEvent found = position < 0 ? null : log.at(position);
        return found == null
                ? ResponseEntity.status(HttpStatus.NOT_FOUND)
                        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                        .body(Problems.of(
                                HttpStatus.NOT_FOUND,
                                "the ledger has no event at position " + position + "; its last is "
                                        + (ledger.head().size() - 1)))
                : ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(event(found, log.changesOf(List.of(found))));
    }

    private ObjectNode event(StoredEvent stored, Changes changes) {
        Entry entry = stored.entry();
        ObjectNode event = json.createObjectNode()
                .put("position", stored.position())
                .put("id", entry.id())
                .put("type", entry.type() + ".v" + entry.version())
                .put("recordedAt", stored.recordedAt().toString());
        entry.metadata().forEach((key, value) -> {
            if (!key.startsWith("$")) {
                event.put(key, value);
            }
        });
        ArrayNode tags = event.putArray("tags");
        entry.tags().forEach(tag -> tags.add(tag.key() + ":" + tag.value()));
        event.put("commit", stored.commit().toString());
        event.put("leaf", entry.leaf().toString());
        event.set("event", json.readTree(entry.payload()));
        List<String> corrections = changes.correctionsOf(entry.id());
        if (!corrections.isEmpty()) {
            corrections.forEach(event.putArray("correctedBy")::add);
        }
        String retraction = changes.retractionOf(entry.id());
        if (retraction != null) {
            event.put("retractedBy", retraction);
        }
        return event;
    }

    @GetMapping("/api/ledger/export")
    void export(HttpServletResponse response) throws IOException {
        response.setContentType("application/x-ndjson");
        export(response.getOutputStream());
    }

    private void export(OutputStream out) throws IOException {
        int number = 0;
        long size = 0;
        line(out, json.createObjectNode().put("format", EXPORT_FORMAT).put("ledger", ledger.name()));
        List<Commit> page = ledger.commits(number, EXPORT_BATCH);
        while (!page.isEmpty()) {
            for (Commit commit : page) {
                line(out, commit(number++, commit));
                size += commit.entries().size();
            }
            page = ledger.commits(number, EXPORT_BATCH);
        }
        ObjectNode last = json.createObjectNode().put("commits", number).put("events", size);
        SignedCheckpoint signed = evidence.last();
        if (signed != null && signed.checkpoint().head().size() <= size) {
            last.put("checkpoint", signed.note().format());
        }
        line(out, last);
    }

    private ObjectNode commit(int number, Commit commit) {
        return json.createObjectNode()
                .put("commit", number)
                .put("kind", commit.header().kind().name())
                .put("position", commit.header().position())
                .put("hash", commit.hash().toString())
                .put("record", Base64.getEncoder().encodeToString(commit.encode()));
    }

    private void line(OutputStream out, ObjectNode line) throws IOException {
        out.write(json.writeValueAsBytes(line));
        out.write('\n');
    }
}
