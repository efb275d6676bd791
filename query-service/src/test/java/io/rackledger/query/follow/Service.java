package io.rackledger.query.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rackledger.query.fold.Answer;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.fold.Orders;
import io.rackledger.query.fold.Question;
import io.rackledger.query.follow.ReplayState.Asked;
import io.rackledger.query.party.Parties;
import io.rackledger.query.store.SqlGenerations;
import io.rackledger.query.store.SqlStore;
import io.rackledger.query.vendorshare.VendorShare;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A follower with its replays on a database, as one process has them. */
final class Service implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(60);
    static final String VIEW = "vendor-share";
    private static final Instant LATER = Instant.parse("2030-01-01T00:00:00Z");
    private static final VendorShare SHARES = new VendorShare();

    final Follower follower;
    final Replays replays;

    Service(MemoryLedger ledger, JdbcTemplate jdbc, Pace pace) {
        TransactionTemplate transaction =
                new TransactionTemplate(new DataSourceTransactionManager(jdbc.getDataSource()));
        LedgerEvents events = new LedgerEvents(ledger);
        follower = new Follower(ledger, events, new SqlStore(jdbc, transaction), List.of(Parties.FOLD, Orders.FOLD));
        replays = new Replays(ledger, events, follower, new SqlGenerations(jdbc, transaction), Clock.systemUTC(), pace);
    }

    static Service started(MemoryLedger ledger, JdbcTemplate jdbc, Pace pace) throws InterruptedException {
        Service service = new Service(ledger, jdbc, pace);
        service.follower.start();
        service.replays.start();
        service.follows(ledger);
        return service;
    }

    void follows(MemoryLedger ledger) throws InterruptedException {
        follower.awaitSize(ledger.head().size(), LIMIT);
        await().atMost(LIMIT).until(follower::ready);
    }

    long begin() {
        return replays.begin(VIEW, SHARES.folds()).replay().id();
    }

    /** Replays up to there, and swaps if it is to be swapped. */
    long replayed(ReplayState until) throws InterruptedException {
        long id = begin();
        becomes(id, ReplayState.READY);
        if (until == ReplayState.SWAPPED) {
            assertThat(ask(id, Asked.SWAP).state()).isEqualTo(ReplayState.SWAPPED);
        }
        return id;
    }

    Replay becomes(long id, ReplayState state) {
        await().atMost(LIMIT).until(() -> replay(id).state() == state);
        return replay(id);
    }

    Replay replay(long id) {
        return replays.numbered(id).orElseThrow().replay();
    }

    Replay ask(long id, Asked what) throws InterruptedException {
        return replays.ask(id, what).orElseThrow().replay();
    }

    long generation() {
        return follower.image().generation(List.<Fold<?>>of(Orders.FOLD));
    }

    /** The figures of a view, from one image. */
    static Answer shares(Image image) {
        Map<String, String> fallbacks = new HashMap<>();
        SHARES.parameters().forEach(parameter -> {
            if (parameter.fallback() != null) {
                fallbacks.put(parameter.name(), parameter.fallback());
            }
        });
        fallbacks.put("basis", "DELIVERED");
        return SHARES.answer(image, new Question(LATER, fallbacks));
    }

    @Override
    public void close() throws InterruptedException {
        replays.close();
        follower.close();
    }
}
