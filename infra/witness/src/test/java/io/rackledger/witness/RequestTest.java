package io.rackledger.witness;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.format.Hash;
import io.rackledger.transparency.AddCheckpoint;
import io.rackledger.transparency.Checkpoint;
import io.rackledger.transparency.Note;
import io.rackledger.transparency.NoteSigner;
import io.rackledger.transparency.TreeHead;
import io.rackledger.transparency.Trust;
import io.rackledger.witness.Answer.Conflict;
import io.rackledger.witness.Answer.Cosign;
import io.rackledger.witness.Answer.Refusal;
import io.rackledger.witness.Answer.Why;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is answered, given what was cosigned last. */
class RequestTest {
    private static final String ORIGIN = "log.example/one";
    private static final NoteSigner KEY = GrownLog.key(ORIGIN);
    private static final Map<String, Trust> LOGS = Map.of(ORIGIN, new Trust(KEY.verifier()));

    private final GrownLog log = new GrownLog(KEY).grow("leaf", 20);

    private static Request read(AddCheckpoint asked) throws NotTakenException {
        return Request.read(GrownLog.bytes(asked), LOGS);
    }

    private static Why refused(byte[] body) {
        try {
            throw new AssertionError(Request.read(body, LOGS));
        } catch (NotTakenException e) {
            return e.refusal().why();
        }
    }

    private static Why refused(AddCheckpoint asked) {
        return refused(GrownLog.bytes(asked));
    }

    @Test
    void a_log_begins_and_goes_on() throws Exception {
        assertThat(read(log.asks(0, 7)).judge(TreeHead.EMPTY)).isEqualTo(new Cosign(log.head(7)));
        assertThat(read(log.asks(7, 20)).judge(log.head(7))).isEqualTo(new Cosign(log.head(20)));
        assertThat(read(log.asks(20, 20)).judge(log.head(20))).isEqualTo(new Cosign(log.head(20)));
        assertThat(read(log.asks(0, 0)).judge(TreeHead.EMPTY)).isEqualTo(new Cosign(TreeHead.EMPTY));
    }

    @Test
    void another_old_size_is_told_the_one_that_is_held() throws Exception {
        assertThat(read(log.asks(0, 20)).judge(log.head(7))).isEqualTo(new Conflict(7));
        assertThat(read(log.asks(6, 20)).judge(log.head(7))).isEqualTo(new Conflict(7));
        assertThat(read(log.asks(6, 20)).judge(TreeHead.EMPTY)).isEqualTo(new Conflict(0));
    }

    @Test
    void a_log_that_shrank_is_not_cosigned() throws Exception {
        assertThat(read(log.asks(7, 7)).judge(log.head(20))).isEqualTo(new Conflict(20));
        assertThat(read(log.asks(0, 19)).judge(log.head(20))).isEqualTo(new Conflict(20));
        assertThat(read(log.asks(20, 19)).judge(log.head(20)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.why()).isEqualTo(Why.OLD_SIZE_BEYOND));
    }

    @Test
    void two_trees_of_one_size_are_a_conflict() throws Exception {
        GrownLog fork = log.forkedAt(19, 1);
        assertThat(read(fork.asks(20, 20)).judge(log.head(20))).isEqualTo(new Conflict(20));
        TreeHead wrong = new TreeHead(0, Hash.ZERO);
        assertThat(read(log.asks(0, List.of(), wrong)).judge(TreeHead.EMPTY)).isEqualTo(new Conflict(0));
    }

    @Test
    void what_does_not_hold_what_was_cosigned_is_refused_with_any_proof() throws Exception {
        GrownLog fork = log.forkedAt(6, 14);
        for (List<Hash> proof : List.of(fork.proof(7, 20), log.proof(7, 20), List.<Hash>of(), log.proof(6, 20))) {
            assertThat(read(fork.asks(7, proof, fork.head(20))).judge(log.head(7)))
                    .isInstanceOfSatisfying(
                            Refusal.class, refusal -> assertThat(refusal.why()).isEqualTo(Why.NOT_CONSISTENT));
        }
        for (AddCheckpoint needless :
                List.of(log.asks(0, log.proof(7, 20), log.head(20)), log.asks(20, log.proof(7, 20), log.head(20)))) {
            assertThat(read(needless).judge(log.head(needless.oldSize()))).isInstanceOf(Refusal.class);
        }
    }

    @Test
    void who_is_not_known_or_has_not_signed_is_told_so_before_anything_else() {
        GrownLog unknown = new GrownLog(GrownLog.key("log.example/two")).grow("leaf", 3);
        assertThat(refused(unknown.asks(0, 3))).isEqualTo(Why.UNKNOWN_LOG);
        GrownLog pretender = new GrownLog(GrownLog.key(ORIGIN)).grow("leaf", 3);
        assertThat(refused(pretender.asks(5, 3))).isEqualTo(Why.NOT_SIGNED);
        Checkpoint other = new Checkpoint(ORIGIN, log.head(4));
        AddCheckpoint swapped = new AddCheckpoint(
                0, List.of(), new Note(other.text(), log.asks(0, 3).checkpoint().signatures()));
        assertThat(refused(swapped)).isEqualTo(Why.NOT_SIGNED);
    }

    @Test
    void what_can_not_be_read_is_malformed() {
        String good = log.asks(7, 20).format();
        for (String wrong : List.of(
                "",
                "\n",
                "old 7",
                good.substring(4),
                good.replace("old 7", "old 07"),
                good.replace("old 7", "old -7"))) {
            assertThat(refused(wrong.getBytes(StandardCharsets.UTF_8)))
                    .as(wrong)
                    .isEqualTo(Why.MALFORMED);
        }
    }

    /** The model knows both stories, leaf by leaf: only what has the cosigned one as its beginning may be cosigned. */
    @Test
    void in_any_history_all_that_is_cosigned_is_one_story() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int history = 0; history < 60; history++) {
            int common = random.nextInt(20);
            GrownLog[] stories = {log, log.forkedAt(common, 20 - common)};
            TreeHead held = TreeHead.EMPTY;
            for (int step = 0; step < 20; step++) {
                GrownLog story = stories[random.nextInt(2)];
                int size = random.nextInt(21);
                int old = random.nextBoolean() ? (int) held.size() : random.nextInt(21);
                Answer answer = read(story.asks(old, size)).judge(held);
                boolean follows =
                        old == held.size() && old <= size && story.head(old).equals(held);
                assertThat(answer instanceof Cosign)
                        .as("seed " + seed + ": " + answer)
                        .isEqualTo(follows);
                if (answer instanceof Conflict conflict) {
                    assertThat(conflict.size()).isEqualTo(held.size());
                    assertThat(old != held.size() || old == size).isTrue();
                }
                held = answer instanceof Cosign cosign ? cosign.head() : held;
            }
        }
    }
}
