package io.rackledger.query.publish;

import io.rackledger.events.Recorded;
import io.rackledger.format.Commit;
import io.rackledger.format.Header.Genesis;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.StoredEvent;
import io.rackledger.ledger.kafka.Backoff;
import io.rackledger.query.follow.LedgerEvents;
import io.rackledger.transparency.Origin;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes a ledger's events on a topic of their own, each once for whoever reads what is committed. The last committed
 * event is the progress; so at each start, and after each fault, the predecessor is shut out, the topic's end is read, and
 * it goes on behind it, if that is an event of this ledger. Thread-safe.
 *
 * <pre>
 * state       | when                                              | next
 * ------------+---------------------------------------------------+----------------------------------------------
 * STARTING    | the predecessor is shut out, the end is compared  | PUBLISHING
 * STARTING    | the topic is not what was published of the ledger | STOPPED: nothing is published any more
 * PUBLISHING  | the broker is away, or another fault              | STARTING, after a pause
 * any         | another publisher has taken over                  | STANDING_BY
 * STANDING_BY | that one makes no headway                         | STARTING
 * any         | the service stops                                 | CLOSED
 * </pre>
 */
public final class PublicEvents implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PublicEvents.class);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);
    private static final int MOST_AT_ONCE = 500;
    private static final int MOST_BYTES_AT_ONCE = 4 << 20;

    /** What it does. */
    enum State {
        STARTING,
        PUBLISHING,
        STANDING_BY,
        STOPPED,
        CLOSED
    }

    /**
     * How patient it is.
     *
     * @param standBy after which another publisher that made no headway is taken over from
     * @param behind  how long the ledger may lack what was published of it before that counts as lost
     */
    record Pace(Duration standBy, Duration behind) {
        static final Pace DEFAULT = new Pace(Duration.ofSeconds(30), Duration.ofSeconds(15));
    }

    private final Ledger ledger;
    private final LedgerEvents events;
    private final Subjects subjects;
    private final EventTopic topic;
    private final Pace pace;
    private final Backoff backoff = new Backoff(new Random());
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread;
    private volatile State state = State.STARTING;
    private volatile long published;
    private volatile String trouble = "";

    /** Not started yet; closes the topic. */
    PublicEvents(Ledger ledger, EventTopic topic, Pace pace) {
        this.ledger = ledger;
        this.events = new LedgerEvents(ledger);
        this.subjects = new Subjects(ledger);
        this.topic = topic;
        this.pace = pace;
        this.thread = Thread.ofPlatform().name("public-events").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try (topic) {
            while (!isOver()) {
                try {
                    follow();
                } catch (OtherLedgerException e) {
                    trouble = String.valueOf(e.getMessage());
                    state = State.STOPPED;
                    LOG.error("Nothing is published of ledger '{}' any more", ledger.name(), e);
                    return;
                } catch (TakenOverException e) {
                    standBy(e);
                } catch (RuntimeException e) {
                    tryAgain(e);
                }
            }
            state = State.CLOSED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isOver() {
        return over.getCount() == 0;
    }

    private void pause(Duration time) throws InterruptedException {
        over.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void tryAgain(RuntimeException fault) throws InterruptedException {
        state = State.STARTING;
        String now = String.valueOf(fault.getMessage());
        if (!now.equals(trouble)) {
            LOG.warn("Ledger '{}' can't be published; it is tried again", ledger.name(), fault);
        }
        trouble = now;
        pause(backoff.next());
    }

    /** Until the other one makes no headway although there is something to publish. */
    private void standBy(TakenOverException taken) throws InterruptedException {
        LOG.info("Stands by for ledger '{}': {}", ledger.name(), taken.getMessage());
        trouble = String.valueOf(taken.getMessage());
        state = State.STANDING_BY;
        boolean headway = true;
        while (headway && !isOver()) {
            pause(pace.standBy());
            try {
                Published last = topic.last();
                long now = last == null ? 0 : last.position() + 1;
                headway = now != published || ledger.head().size() == now;
                published = now;
            } catch (NotPublishedException e) {
                trouble = String.valueOf(e.getMessage());
            } catch (OtherLedgerException e) {
                LOG.info("Takes topic '{}' over to see what is on it: {}", topic.name(), e.getMessage());
                return;
            }
        }
    }

    private void follow() throws InterruptedException, OtherLedgerException, TakenOverException {
        Genesis genesis = genesis();
        if (genesis == null) {
            return;
        }
        String source = Origin.of(genesis);
        state = State.STARTING;
        Published last = topic.takeOver();
        if (last != null && !isOfThisLedger(last, source)) {
            return;
        }
        published = last == null ? 0 : last.position() + 1;
        trouble = "";
        state = State.PUBLISHING;
        while (!isOver()) {
            List<StoredEvent> batch = bounded(ledger.poll(published, MOST_AT_ONCE, LOOK));
            if (!batch.isEmpty()) {
                topic.publish(batch.stream().map(event -> record(source, event)).toList());
                published = batch.getLast().position() + 1;
                backoff.reset();
            }
        }
    }

    private @Nullable Genesis genesis() throws InterruptedException {
        List<Commit> first = ledger.commits(0, 1);
        if (first.isEmpty()) {
            pause(LOOK);
            return null;
        }
        return Objects.requireNonNull(first.getFirst().header().genesis(), "a ledger begins with its genesis");
    }

    private ProducerRecord<String, byte[]> record(String source, StoredEvent stored) {
        Recorded recorded = events.read(stored);
        return EventMapping.record(topic.name(), source, stored, recorded, subjects.of(recorded));
    }

    /** No more than a transaction should hold, but one event at least. */
    private static List<StoredEvent> bounded(List<StoredEvent> events) {
        long bytes = 0;
        for (int i = 0; i < events.size(); i++) {
            bytes += events.get(i).entry().payload().length;
            if (bytes > MOST_BYTES_AT_ONCE && i > 0) {
                return events.subList(0, i);
            }
        }
        return events;
    }

    /** False if it was over before that was found out. */
    private boolean isOfThisLedger(Published last, String source) throws OtherLedgerException, InterruptedException {
        String where = "topic '" + topic.name() + "'";
        if (!last.mapping().equals(EventMapping.VERSION)) {
            throw new OtherLedgerException(where + " holds events as mapping " + last.mapping()
                    + " writes them, and this program has mapping " + EventMapping.VERSION
                    + ": publish to a new generation");
        }
        if (!last.source().equals(source)) {
            throw new OtherLedgerException(where + " holds events of " + last.source() + ", and this ledger is "
                    + source + ": restore the ledger, or publish to a new generation");
        }
        StoredEvent there = awaitEvent(last);
        if (there == null) {
            return false;
        }
        if (!there.commit().toString().equals(last.commit())) {
            throw new OtherLedgerException(where + " holds event " + last.position() + " of commit " + last.commit()
                    + ", and the ledger has commit " + there.commit()
                    + " there: what was acknowledged was changed. Restore the ledger, or publish to a new generation");
        }
        return true;
    }

    /** The ledger may not have read that far yet; null if it was over before it had. */
    private @Nullable StoredEvent awaitEvent(Published last) throws OtherLedgerException, InterruptedException {
        long since = System.nanoTime();
        while (!isOver()) {
            List<StoredEvent> found = ledger.poll(last.position(), 1, LOOK);
            if (!found.isEmpty()) {
                return found.getFirst();
            }
            Ledger.Status status = ledger.status();
            if (status.state() != Ledger.State.FOLLOWING || status.lag() != 0) {
                since = System.nanoTime();
            } else if (System.nanoTime() - since > pace.behind().toNanos()) {
                throw new OtherLedgerException("the ledger has " + ledger.head().size() + " events, and "
                        + (last.position() + 1) + " are on topic '" + topic.name()
                        + "': acknowledged events were lost. Restore the ledger, or publish to a new generation");
            }
        }
        return null;
    }

    State state() {
        return state;
    }

    /** Where they are published. */
    String topic() {
        return topic.name();
    }

    /** How many events are published, as far as it is known. */
    long published() {
        return published;
    }

    /** How many acknowledged events are not. */
    long lag() {
        return Math.max(0, ledger.head().size() - published);
    }

    /** Why nothing is published now; empty if that is well. */
    String trouble() {
        return trouble;
    }

    @Override
    public void close() {
        over.countDown();
        try {
            if (!thread.join(CLOSE_LIMIT)) {
                LOG.warn("Publishing ledger '{}' did not end within {}", ledger.name(), CLOSE_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
