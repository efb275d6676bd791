package io.rackledger.query.audit;

import io.rackledger.events.wire.WireJson;
import io.rackledger.format.Commit;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.StoredEvent;
import io.rackledger.query.fold.Changes;
import io.rackledger.query.fold.WholeNumber;
import io.rackledger.query.follow.LedgerEvents;
import io.rackledger.query.recount.EveryView;
import io.rackledger.transparency.TreeHead;
import io.rackledger.web.ErasureProperties;
import io.rackledger.web.Problems;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The log as recorded, with its hashes. */
@RestController
final class AuditController {
    private static final String EXPORT_FORMAT = "rackledger-export-1";
    private static final int EXPORT_BATCH = 500;

    private static final int DEFAULT_LIMIT = 100;
    private static final int MOST = 1_000;
    private static final String LIMIT = "limit";

    private final Ledger ledger;
    private final Evidence evidence;
    private final AccessLog access;
    private final EventLog log;
    private final EventForm form;
    private final Trace trace;
    private final Bundle bundle;
    private final Clock clock;
    private final JsonMapper json = WireJson.strict();

    AuditController(
            Ledger ledger,
            LedgerEvents events,
            Evidence evidence,
            AccessLog access,
            Clock clock,
            ErasureProperties erasure) {
        Revealed revealed = new Revealed(erasure.subjectKeys());
        this.ledger = ledger;
        this.evidence = evidence;
        this.access = access;
        this.clock = clock;
        this.log = new EventLog(ledger, revealed);
        this.form = new EventForm(revealed);
        this.trace = new Trace(log, form, events, EveryView.ALL);
        this.bundle = new Bundle(ledger, log, form);
    }

    /** Pages look through the same events, whatever is recorded meanwhile: {@code Link} has the whole next question. */
    @GetMapping(path = "/api/ledger/events", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ObjectNode> events(@RequestParam Map<String, String> query) {
        EventQuestion question = EventQuestion.read(query, List.of(LIMIT));
        int limit = (int) WholeNumber.of(query, LIMIT, DEFAULT_LIMIT, 1, MOST);
        EventLog.Page page = log.search(question, limit);
        ObjectNode body = json.createObjectNode()
                .put("ledger", ledger.name())
                .put("position", ledger.head().size() - 1);
        ArrayNode events = body.putArray("events");
        Changes changes = log.changesOf(page.events());
        page.events().forEach(event -> events.add(form.json(event, changes)));
        body.put("next", page.next());
        ResponseEntity.BodyBuilder response = ResponseEntity.ok();
        if (page.next() != null) {
            response.header(HttpHeaders.LINK, "<" + href(query, page.next(), page.size() - 1) + ">; rel=\"next\"");
        }
        return response.body(body);
    }

    private static String href(Map<String, String> query, long from, long to) {
        Map<String, String> next = new LinkedHashMap<>(query);
        next.put("from", String.valueOf(from));
        next.put("to", String.valueOf(to));
        UriComponentsBuilder href = UriComponentsBuilder.fromPath("/api/ledger/events");
        next.keySet().forEach(name -> href.queryParam(name, "{" + name + "}"));
        return href.encode().buildAndExpand(next).toUriString();
    }

    @GetMapping("/api/ledger/events/{position}")
    ResponseEntity<?> event(@PathVariable long position) {
        StoredEvent found = log.at(position);
        return found == null ? missing(position) : ResponseEntity.ok(form.json(found, log.changesOf(List.of(found))));
    }

    /** All that belongs to one event. */
    @GetMapping("/api/ledger/events/{position}/trace")
    ResponseEntity<?> trace(@PathVariable long position) {
        StoredEvent found = log.at(position);
        SignedCheckpoint signed = evidence.checkpoints().shown();
        TreeHead head = signed == null ? TreeHead.EMPTY : signed.checkpoint().head();
        return found == null ? missing(position) : ResponseEntity.ok(trace.of(found, head));
    }

    private ResponseEntity<?> missing(long position) {
        return ResponseEntity.status(HttpStatus.NOT_FOUND)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problems.of(
                        HttpStatus.NOT_FOUND,
                        "the ledger has no event at position " + position + "; its last is "
                                + (ledger.head().size() - 1)));
    }

    /** All that a search finds, as one file. */
    @GetMapping("/api/ledger/events.zip")
    void bundle(@RequestParam Map<String, String> query, HttpServletResponse response) throws IOException {
        EventQuestion question = EventQuestion.read(query, List.of());
        response.setContentType("application/zip");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"events.zip\"");
        bundle.write(
                response.getOutputStream(), question, evidence.checkpoints().shown(), clock.instant());
    }

    /** Who looked at what; each line as it stands in the file. */
    @GetMapping("/api/ledger/access")
    ResponseEntity<String> access(@RequestParam Map<String, String> query) throws IOException {
        long from = WholeNumber.of(query, "from", 0, 0, Long.MAX_VALUE - MOST);
        int limit = (int) WholeNumber.of(query, LIMIT, MOST, 1, MOST);
        AccessLog.Lines read = access.read(from, limit);
        ResponseEntity.BodyBuilder response =
                ResponseEntity.ok().contentType(MediaType.parseMediaType("application/x-ndjson;charset=UTF-8"));
        if (read.more()) {
            response.header(
                    HttpHeaders.LINK,
                    "</api/ledger/access?from=%d&limit=%d>; rel=\"next\"".formatted(from + limit, limit));
        }
        return response.body(read.lines().stream().map(line -> line + "\n").collect(Collectors.joining()));
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
        SignedCheckpoint signed = evidence.checkpoints().shown();
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
