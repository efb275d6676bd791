package io.rackledger.ledger;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import io.rackledger.format.Commit;
import io.rackledger.format.Criterion;
import io.rackledger.format.Hash;
import io.rackledger.format.Head;
import io.rackledger.format.Header;
import io.rackledger.format.Lineage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** The index as readers see it while the engine writes it, under the interleavings that a model checker comes to. */
class LedgerIndexSharingTest {
    private static final int INVOCATIONS = 40;
    private static final int ITERATIONS = 5;
    private static final List<Commit> COMMITS = commits();

    private static List<Commit> commits() {
        List<Commit> commits = new ArrayList<>();
        Head head = Head.EMPTY;
        for (int i = 0; i < 6; i++) {
            Header header = new Header(
                    i == 0 ? Header.Kind.GENESIS : Header.Kind.COMMIT,
                    head.size(),
                    Instant.EPOCH,
                    "00".repeat(16),
                    null,
                    null,
                    i == 0 ? new Header.Genesis("shared", "00".repeat(16)) : null);
            Commit commit =
                    Commit.of(head.hash(), header, i == 0 ? List.of() : List.of(SimulatedWriter.entry("a/" + i)));
            commits.add(commit);
            head = commit.head();
        }
        return commits;
    }

    private static ModelCheckingOptions options() {
        return new ModelCheckingOptions()
                .iterations(ITERATIONS)
                .invocationsPerIteration(INVOCATIONS)
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(2)
                .actorsAfter(1)
                .addGuarantee(forClasses(Commit.class.getName(), Hash.class.getName(), Lineage.class.getName())
                        .allMethods()
                        .treatAsAtomic());
    }

    /** One writer, as the engine is, and readers. */
    public static class Index {
        private final LedgerIndex index = new LedgerIndex();
        private int applied;

        @Operation(nonParallelGroup = "engine")
        public void apply() {
            if (applied < COMMITS.size()) {
                index.apply(COMMITS.get(applied++));
            }
        }

        @Operation(nonParallelGroup = "engine")
        public void takeBack() {
            if (applied > 1) {
                applied -= 1;
                index.truncate(COMMITS.get(applied - 1).head());
            }
        }

        @Operation
        public long tip() {
            return index.tip().size();
        }

        @Operation
        public long firstMatch() {
            return index.firstMatch(List.of(Criterion.of(Set.of(), SimulatedWriter.tags("a"))), 1);
        }

        @Operation
        public int range() {
            return index.range(0, Long.MAX_VALUE).size();
        }

        @Operation
        public boolean contains() {
            return index.contains(COMMITS.get(2).head().anchor());
        }
    }

    @Test
    void an_index_is_read_as_if_at_one_moment_while_it_is_written() {
        options().check(Index.class);
    }
}
