package io.rackledger.quickstart.chaos;

import io.rackledger.format.Chain;
import io.rackledger.format.Commit;
import io.rackledger.format.Entry;
import io.rackledger.format.Verdict;
import io.rackledger.quickstart.PlainReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a log holds, read from its beginning by a plain consumer and judged by the rules of the format alone: nothing of
 * the ledger's engine takes part.
 *
 * @param entries by their positions
 * @param commits for each position, the number of the commit it stands in
 * @param voids   how many records every reader skips
 * @param broken  where and why the chain ends early; null if it is whole
 */
record WrittenLog(
        List<Entry> entries,
        List<Integer> commits,
        int voids,
        @Nullable String broken) {
    WrittenLog {
        entries = List.copyOf(entries);
        commits = List.copyOf(commits);
    }

    /**
     * Reads partition 0 of a topic up to where it ends now.
     *
     * @throws IOException if nothing comes for half a minute
     */
    static WrittenLog read(String kafka, String topic, String ledger) throws IOException {
        Reading reading = new Reading(ledger);
        try (PlainReader reader = new PlainReader(kafka)) {
            reader.read(topic, reading::take);
        }
        return reading.done();
    }

    /** Judges record after record. */
    static final class Reading {
        private final Chain chain;
        private final List<Entry> entries = new ArrayList<>();
        private final List<Integer> commits = new ArrayList<>();
        private int commit;
        private int voids;
        private @Nullable String broken;

        Reading(String ledger) {
            this.chain = new Chain(ledger);
        }

        void take(long offset, byte[] value) {
            if (broken != null) {
                return;
            }
            switch (chain.judge(value)) {
                case Verdict.Valid valid -> take(valid.commit());
                case Verdict.Void nothing -> voids++;
                case Verdict.Stop stop -> broken = "at offset " + offset + ": " + stop.because();
            }
        }

        private void take(Commit valid) {
            commit++;
            valid.entries().forEach(entry -> {
                entries.add(entry);
                commits.add(commit);
            });
        }

        WrittenLog done() {
            return new WrittenLog(entries, commits, voids, broken);
        }
    }

    /** How many events it holds. */
    int size() {
        return entries.size();
    }
}
