package io.rackledger.query.audit;

import io.rackledger.events.wire.WireJson;
import io.rackledger.format.Anchor;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.StoredEvent;
import io.rackledger.query.fold.Changes;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a search found, to be taken away: a ZIP file of the events as lines of JSON and as CSV, with a manifest that names
 * the question, the ledger as it was then, and the SHA-256 of each file. Events are told as the search tells them.
 */
final class Bundle {
    private static final int AT_ONCE = 500;

    private final Ledger ledger;
    private final EventLog log;
    private final EventForm form;
    private final JsonMapper json = WireJson.strict();

    Bundle(Ledger ledger, EventLog log, EventForm form) {
        this.ledger = ledger;
        this.log = log;
        this.form = form;
    }

    /**
     * Writes it.
     *
     * @param signed what was signed last; null if nothing was
     * @param at     the time now
     */
    void write(OutputStream out, EventQuestion question, @Nullable SignedCheckpoint signed, Instant at)
            throws IOException {
        Anchor head = ledger.head();
        long size = Math.min(question.to() + 1, head.size());
        ObjectNode manifest = json.createObjectNode()
                .put("format", "rackledger-search-1")
                .put("ledger", ledger.name())
                .put("size", head.size())
                .put("head", head.hash().toString())
                .put("writtenAt", at.toString());
        ObjectNode asked = manifest.putObject("question");
        question.asked().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(each -> asked.put(each.getKey(), each.getValue()));
        if (signed != null) {
            manifest.put("checkpoint", signed.note().format());
        }
        try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            long events = file(zip, manifest, "events.ndjson", "", question, size, event -> event + "\n");
            file(zip, manifest, "events.csv", EventForm.csvHeader(), question, size, EventForm::csv);
            manifest.put("events", events);
            zip.putNextEntry(new ZipEntry("manifest.json"));
            zip.write(json.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest));
            zip.closeEntry();
        }
    }

    private long file(
            ZipOutputStream zip,
            ObjectNode manifest,
            String name,
            String header,
            EventQuestion question,
            long size,
            Function<ObjectNode, String> line)
            throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        DigestOutputStream digesting = new DigestOutputStream(new Unclosed(zip), sha256());
        digesting.write(header.getBytes(StandardCharsets.UTF_8));
        long events = 0;
        try (Stream<StoredEvent> matching = log.matching(question, size)) {
            for (Iterator<StoredEvent> all = matching.iterator(); all.hasNext(); ) {
                List<StoredEvent> some = new ArrayList<>();
                while (all.hasNext() && some.size() < AT_ONCE) {
                    some.add(all.next());
                }
                Changes changes = log.changesOf(some);
                for (StoredEvent each : some) {
                    digesting.write(line.apply(form.json(each, changes)).getBytes(StandardCharsets.UTF_8));
                }
                events += some.size();
            }
        }
        zip.closeEntry();
        manifest.withObject("/files")
                .put(name, HexFormat.of().formatHex(digesting.getMessageDigest().digest()));
        return events;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Writes whole arrays through, and stays open. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() {
            // Others write on.
        }
    }
}
