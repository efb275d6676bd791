package io.rackledger.verify;

import io.rackledger.format.Commit;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes an export, see {@code infra/docs/ledger-format.md}: what {@link VerifyCommand} verifies. For one thread. */
public final class ExportWriter {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final OutputStream out;
    private long commits;
    private long events;

    /**
     * Writes the first line.
     *
     * @param out    is written in small pieces, and not closed
     * @param ledger its name
     */
    public ExportWriter(OutputStream out, String ledger) throws IOException {
        this.out = out;
        line(JSON.createObjectNode().put("format", ExportLine.FORMAT).put("ledger", ledger));
    }

    /** Writes the next commit of the chain. */
    public void write(Commit commit) throws IOException {
        line(JSON.createObjectNode()
                .put("commit", commits)
                .put("kind", commit.header().kind().name())
                .put("position", commit.header().position())
                .put("hash", commit.hash().toString())
                .put("record", Base64.getEncoder().encodeToString(commit.encode())));
        commits++;
        events += commit.entries().size();
    }

    /** Writes the last line, with the checkpoint that was signed last, if there is one. */
    public void end(@Nullable String checkpoint) throws IOException {
        ObjectNode last = JSON.createObjectNode().put("commits", commits).put("events", events);
        if (checkpoint != null) {
            last.put("checkpoint", checkpoint);
        }
        line(last);
    }

    /** How many commits were written. */
    public long commits() {
        return commits;
    }

    /** How many events they hold. */
    public long events() {
        return events;
    }

    private void line(ObjectNode line) throws IOException {
        out.write(JSON.writeValueAsBytes(line));
        out.write('\n');
    }
}
