package io.rackledger.quickstart.chaos;

import io.rackledger.format.Chain;
import io.rackledger.format.Commit;
import io.rackledger.format.Entry;
import io.rackledger.format.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
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
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(200);

    /** What a record without a value is read as. */
    private static final byte[] NOTHING = {};

    WrittenLog {
        entries = List.copyOf(entries);
        commits = List.copyOf(commits);
    }

    /**
     * Reads partition 0 of a topic up to where it ends now.
     *
     * @throws IOException if that takes longer than a minute
     */
    static WrittenLog read(String kafka, String topic, String ledger) throws IOException {
        TopicPartition partition = new TopicPartition(topic, 0);
        Reading reading = new Reading(ledger);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = Objects.requireNonNull(
                    consumer.endOffsets(List.of(partition), LIMIT).get(partition));
            Instant until = Instant.now().plus(LIMIT);
            while (consumer.position(partition, LIMIT) < end) {
                if (Instant.now().isAfter(until)) {
                    throw new IOException("the log was not read within " + LIMIT.toSeconds() + " s");
                }
                for (ConsumerRecord<byte[], byte[]> each : consumer.poll(POLL)) {
                    reading.take(each);
                }
            }
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

        void take(ConsumerRecord<byte[], byte[]> each) {
            if (broken != null) {
                return;
            }
            switch (chain.judge(each.value() == null ? NOTHING : each.value())) {
                case Verdict.Valid valid -> take(valid.commit());
                case Verdict.Void nothing -> voids++;
                case Verdict.Stop stop -> broken = "at offset " + each.offset() + ": " + stop.because();
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
