package io.rackledger.query.audit;

import io.rackledger.events.wire.WireJson;
import io.rackledger.format.Hash;
import io.rackledger.ledger.Ledger;
import io.rackledger.query.fold.BadQuestionException;
import io.rackledger.transparency.NoteVerifier;
import io.rackledger.transparency.TlogProof;
import io.rackledger.transparency.TreeFile;
import io.rackledger.transparency.TreeHead;
import io.rackledger.web.Problems;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Evidence that a third party can check without us: checkpoints, keys and proofs. */
@RestController
final class EvidenceController {
    private static final String RETRY_SECONDS = "1";
    private static final MediaType TEXT = MediaType.parseMediaType("text/plain;charset=UTF-8");

    private final Evidence evidence;
    private final Ledger ledger;
    private final JsonMapper json = WireJson.strict();

    EvidenceController(Evidence evidence, Ledger ledger) {
        this.evidence = evidence;
        this.ledger = ledger;
    }

    /** There is no evidence yet, or none can be given now. */
    private static final class NoEvidenceException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoEvidenceException(String because) {
            super(because);
        }
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> noEvidence(NoEvidenceException e) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problems.of(HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage())));
    }

    @GetMapping("/api/ledger/checkpoint")
    ResponseEntity<String> checkpoint() {
        return ResponseEntity.ok()
                .contentType(TEXT)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(last().note().format());
    }

    /** One verifier key a line, that of the key that signs first. */
    @GetMapping("/api/ledger/keys")
    ResponseEntity<String> keys() {
        SigningKeys keys = evidence.keys();
        if (keys == null) {
            throw missing("nothing of this ledger was signed yet");
        }
        return ResponseEntity.ok()
                .contentType(TEXT)
                .body(keys.verifiers().stream().map(NoteVerifier::vkey).collect(Collectors.joining("\n", "", "\n")));
    }

    @GetMapping(path = "/api/ledger/proofs/inclusion/{position}", produces = MediaType.APPLICATION_JSON_VALUE)
    ObjectNode inclusion(@PathVariable long position, @RequestParam Map<String, String> query) throws IOException {
        require(query, "size");
        TreeFile tree = tree();
        long size = size(query, "size", tree);
        if (position < 0 || position >= size) {
            throw new BadQuestionException("position", "from 0 to " + (size - 1) + ", which is before size " + size);
        }
        TreeHead head = tree.head(size);
        ObjectNode body = json.createObjectNode()
                .put("ledger", ledger.name())
                .put("position", position)
                .put("size", size)
                .put("leaf", tree.at(0, position).toString())
                .put("root", head.root().toString());
        add(body, tree.inclusion(position, size));
        return body;
    }

    @GetMapping(path = "/api/ledger/proofs/consistency", produces = MediaType.APPLICATION_JSON_VALUE)
    ObjectNode consistency(@RequestParam Map<String, String> query) throws IOException {
        require(query, "from", "to");
        TreeFile tree = tree();
        if (!query.containsKey("from")) {
            throw new BadQuestionException("from", "the size of the older tree is missing");
        }
        long to = size(query, "to", tree);
        long from = size(query, "from", tree);
        if (from > to) {
            throw new BadQuestionException("from", "not above the newer size, " + to);
        }
        ObjectNode body = json.createObjectNode()
                .put("ledger", ledger.name())
                .put("from", from)
                .put("to", to)
                .put("fromRoot", tree.head(from).root().toString())
                .put("toRoot", tree.head(to).root().toString());
        add(body, tree.consistency(from, to));
        return body;
    }

    /** All that proves one event offline, in one file: the event itself is the answer beside it. */
    @GetMapping("/api/ledger/events/{position}/proof")
    ResponseEntity<String> proof(@PathVariable long position) throws IOException {
        SignedCheckpoint signed = last();
        long size = signed.checkpoint().head().size();
        if (position < 0 || position >= size) {
            throw new BadQuestionException(
                    "position", "from 0 to " + (size - 1) + ": so many events are signed up to now");
        }
        String file = TlogProof.of(position, tree().inclusion(position, size), signed.note())
                .format();
        return ResponseEntity.ok()
                .contentType(TEXT)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("event-" + position + ".tlog-proof")
                                .build()
                                .toString())
                .body(file);
    }

    private static void require(Map<String, String> query, String... known) {
        query.keySet().stream()
                .filter(name -> !List.of(known).contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new BadQuestionException(name, "no such parameter; known are " + List.of(known));
                });
    }

    private long size(Map<String, String> query, String name, TreeFile tree) {
        String text = query.get(name);
        if (text == null) {
            return last().checkpoint().head().size();
        }
        long reached = tree.head().size();
        try {
            long size = Long.parseLong(text);
            if (size >= 0 && size <= reached) {
                return size;
            }
        } catch (NumberFormatException e) {
            throw new BadQuestionException(name, "a whole number from 0 to " + reached);
        }
        throw new BadQuestionException(name, "a whole number from 0 to " + reached + ", the events there are");
    }

    private static void add(ObjectNode body, List<Hash> proof) {
        proof.forEach(hash -> body.withArray("proof").add(hash.toString()));
        body.withArray("proof");
    }

    private SignedCheckpoint last() {
        SignedCheckpoint shown = evidence.checkpoints().shown();
        if (shown == null) {
            throw missing(
                    evidence.checkpoints().signed() == null
                            ? "nothing of this ledger was signed yet"
                            : "too few witnesses have cosigned what was signed; /actuator/health names who doesn't");
        }
        return shown;
    }

    private TreeFile tree() {
        TreeFile tree = evidence.tree();
        if (tree == null) {
            throw missing("the tree of this ledger isn't open yet");
        }
        return tree;
    }

    private NoEvidenceException missing(String otherwise) {
        String because = evidence.trouble();
        return new NoEvidenceException(because.isEmpty() ? otherwise : because);
    }
}
