package io.rackledger.query.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rackledger.broker.EmbeddedBroker;
import io.rackledger.format.Commit;
import io.rackledger.format.Hash;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.StoredEvent;
import io.rackledger.transparency.Consistency;
import io.rackledger.transparency.KeyFile;
import io.rackledger.transparency.Note;
import io.rackledger.transparency.NoteSigner;
import io.rackledger.transparency.SignatureType;
import io.rackledger.transparency.TlogProof;
import io.rackledger.transparency.TreeFile;
import io.rackledger.transparency.TreeHead;
import io.rackledger.transparency.Trust;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is signed of a ledger on a real broker, and when nothing is. */
class EvidenceTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int EVENTS = 25;
    private static final Evidence.Pace EAGER = new Evidence.Pace(1, Duration.ofMillis(1));

    @TempDir
    static Path brokers;

    private static EmbeddedBroker broker;
    private static WrittenLedger written;

    @TempDir
    Path folder;

    private final List<SignedCheckpoint> published = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(brokers.resolve("broker"));
        written = new WrittenLedger(broker);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private Evidence evidence(Ledger ledger, Evidence.Pace pace, Path... keys) {
        Evidence evidence =
                new Evidence(ledger, new EvidenceProperties(folder, List.of(keys), List.of(), 0), pace, published::add);
        evidence.start();
        return evidence;
    }

    private static SignedCheckpoint signed(Evidence evidence, long size) {
        await().atMost(LIMIT).until(() -> {
            SignedCheckpoint last = evidence.checkpoints().signed();
            return last != null && last.checkpoint().head().size() >= size;
        });
        return Objects.requireNonNull(evidence.checkpoints().signed());
    }

    private static String topic(TestInfo test) {
        return test.getTestMethod().orElseThrow().getName()
                + test.getDisplayName().replaceAll("\\W", "");
    }

    @Test
    void every_event_that_was_signed_is_proven_by_one_file_and_a_key(TestInfo test) throws Exception {
        written.append(topic(test), EVENTS);
        try (Ledger ledger = written.reader(topic(test));
                Evidence evidence = evidence(ledger, EAGER)) {
            SignedCheckpoint signed = signed(evidence, EVENTS);
            Trust trust = Objects.requireNonNull(evidence.keys()).trust();
            TreeFile tree = Objects.requireNonNull(evidence.tree());
            for (StoredEvent event : ledger.read(0, EVENTS)) {
                String file = TlogProof.of(event.position(), tree.inclusion(event.position(), EVENTS), signed.note())
                        .format();
                TlogProof.parse(file.getBytes(StandardCharsets.UTF_8))
                        .verify(event.entry().leaf(), trust);
            }
            assertThat(published).contains(signed);
        }
    }

    @Test
    void each_checkpoint_holds_what_the_one_before_held_also_over_restarts_and_a_lost_tree(TestInfo test)
            throws Exception {
        for (int round = 0; round < 3; round++) {
            written.append(topic(test), EVENTS);
            if (round == 2) {
                Files.delete(folder.resolve("tree"));
            }
            try (Ledger ledger = written.reader(topic(test));
                    Evidence evidence = evidence(ledger, EAGER)) {
                long size = (round + 1L) * EVENTS;
                signed(evidence, size);
                TreeFile tree = Objects.requireNonNull(evidence.tree());
                TreeHead last = tree.head(size);
                for (SignedCheckpoint each : published) {
                    TreeHead head = each.checkpoint().head();
                    Consistency.verify(head, last, tree.consistency(head.size(), size));
                }
            }
        }
        List<TreeHead> heads = published.stream()
                .map(each -> each.checkpoint().head())
                .distinct()
                .toList();
        assertThat(heads.stream().map(TreeHead::size)).doesNotHaveDuplicates();
    }

    @Test
    void a_checkpoint_is_due_after_so_many_events_or_so_long(TestInfo test) throws Exception {
        written.append(topic(test), EVENTS);
        try (Ledger ledger = written.reader(topic(test));
                Evidence evidence = evidence(ledger, new Evidence.Pace(EVENTS, Duration.ofHours(1)))) {
            long first = signed(evidence, 1).checkpoint().head().size();
            written.append(topic(test), EVENTS);
            assertThat(signed(evidence, first + 1).checkpoint().head().size()).isGreaterThanOrEqualTo(first + EVENTS);
        }
    }

    @Test
    void nothing_is_signed_of_a_ledger_that_lost_what_was_signed(TestInfo test) throws Exception {
        written.append(topic(test), EVENTS);
        List<Commit> all = signedOnce(topic(test));
        written.write(topic(test) + "-cut", all.subList(0, all.size() - 5));
        try (Ledger ledger = written.reader(topic(test) + "-cut");
                Evidence evidence = evidence(ledger, EAGER)) {
            await().atMost(LIMIT).until(evidence::isContradicted);
            assertThat(evidence.trouble()).contains("a checkpoint of 25 was signed");
            assertThat(published).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothing_is_signed_of_a_ledger_that_was_written_anew(boolean withoutTree, TestInfo test) throws Exception {
        written.append(topic(test), EVENTS);
        List<Commit> all = signedOnce(topic(test));
        String changed = all.get(10).entries().getFirst().id();
        written.write(
                topic(test) + "-anew",
                WrittenLedger.rewritten(
                        all, entry -> entry.id().equals(changed) ? WrittenLedger.another(entry) : entry));
        if (withoutTree) {
            Files.delete(folder.resolve("tree"));
        }
        try (Ledger ledger = written.reader(topic(test) + "-anew");
                Evidence evidence = evidence(ledger, EAGER)) {
            await().atMost(LIMIT).until(evidence::isContradicted);
            assertThat(evidence.trouble()).contains("was changed");
            assertThat(published).isEmpty();
        }
    }

    private List<Commit> signedOnce(String topic) throws Exception {
        try (Ledger ledger = written.reader(topic);
                Evidence evidence = evidence(ledger, EAGER)) {
            signed(evidence, EVENTS);
        }
        published.clear();
        return written.commits(topic, EVENTS);
    }

    @Test
    void a_tree_that_was_changed_on_the_disk_is_set_aside_and_built_anew(TestInfo test) throws Exception {
        written.append(topic(test), EVENTS);
        signedOnce(topic(test));
        byte[] tree = Files.readAllBytes(folder.resolve("tree"));
        tree[tree.length - 10 * Hash.LENGTH] ^= 1;
        Files.write(folder.resolve("tree"), tree);
        written.append(topic(test), 1);
        try (Ledger ledger = written.reader(topic(test));
                Evidence evidence = evidence(ledger, EAGER)) {
            signed(evidence, EVENTS + 1);
            Objects.requireNonNull(evidence.tree()).check();
            assertThat(evidence.trouble()).isEmpty();
        }
        assertThat(folder.resolve("tree.aside")).exists();
    }

    @Test
    void while_a_key_is_replaced_both_sign(TestInfo test) throws Exception {
        written.append(topic(test), EVENTS);
        Trust old;
        Note first;
        String origin;
        try (Ledger ledger = written.reader(topic(test));
                Evidence evidence = evidence(ledger, EAGER)) {
            SignedCheckpoint signed = signed(evidence, EVENTS);
            first = signed.note();
            origin = signed.checkpoint().origin();
            old = Objects.requireNonNull(evidence.keys()).trust();
        }
        Path fresh = folder.resolve("fresh-key");
        KeyFile.save(fresh, NoteSigner.generate(origin, SignatureType.ED25519));
        written.append(topic(test), 1);
        try (Ledger ledger = written.reader(topic(test));
                Evidence evidence = evidence(ledger, EAGER, fresh, folder.resolve("signing-key"))) {
            Note both = signed(evidence, EVENTS + 1).note();
            Trust now = Objects.requireNonNull(evidence.keys()).trust();
            assertThat(both.signatures()).hasSize(2);
            old.verify(both);
            now.verify(both);
            now.verify(first);
        }
    }

    @Test
    void a_key_may_go_once_another_was_there_beside_it_though_nothing_was_recorded_meanwhile(TestInfo test)
            throws Exception {
        written.append(topic(test), EVENTS);
        TreeHead before;
        Path old = folder.resolve("signing-key");
        Path fresh = folder.resolve("fresh-key");
        try (Ledger ledger = written.reader(topic(test));
                Evidence evidence = evidence(ledger, EAGER)) {
            SignedCheckpoint signed = signed(evidence, EVENTS);
            before = signed.head();
            KeyFile.save(fresh, NoteSigner.generate(signed.checkpoint().origin(), SignatureType.ED25519));
        }
        for (Path[] keys : List.of(new Path[] {fresh, old}, new Path[] {fresh})) {
            try (Ledger ledger = written.reader(topic(test));
                    Evidence evidence = evidence(ledger, EAGER, keys)) {
                await().atMost(LIMIT).until(() -> {
                    SignedCheckpoint last = evidence.checkpoints().signed();
                    return last != null && last.note().signatures().size() == 2;
                });
                assertThat(signed(evidence, EVENTS).head()).isEqualTo(before);
                Objects.requireNonNull(evidence.keys())
                        .trust()
                        .verify(signed(evidence, EVENTS).note());
            }
        }
    }

    @Test
    void a_key_that_others_may_read_signs_nothing(TestInfo test) throws Exception {
        written.append(topic(test), EVENTS);
        signedOnce(topic(test));
        Files.setPosixFilePermissions(folder.resolve("signing-key"), PosixFilePermissions.fromString("rw-r--r--"));
        written.append(topic(test), 1);
        try (Ledger ledger = written.reader(topic(test));
                Evidence evidence = evidence(ledger, EAGER)) {
            await().atMost(LIMIT).until(() -> evidence.trouble().contains("others may read"));
            assertThat(evidence.checkpoints().signed()).isNull();
            assertThat(evidence.isContradicted()).isFalse();
        }
    }
}
