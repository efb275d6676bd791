package io.rackledger.query.serve;

import io.rackledger.query.fold.Difference;
import io.rackledger.query.fold.View;
import io.rackledger.query.follow.Image;
import io.rackledger.query.follow.LedgerEvents;
import io.rackledger.query.serve.Frame.Told;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One question, answered once for all who subscribe to it, so that a thousand subscribers cost as many writes, but one
 * answer and one text. It looks often, and tells at once what changed, but at most once in each pause; that only the
 * ledger went on, it tells more seldom. Each subscriber writes on a thread of its own, as slowly as its client reads, and
 * is then told all that changed since its own last frame in one: nothing waits in a queue. Thread-safe.
 *
 * <pre>
 * state | when                              | next
 * ------+-----------------------------------+------------------------------------------------
 * NEW   | the first subscriber is answered  | LIVE, with a thread of its own
 * LIVE  | the view halted, or can't answer  | FAILED: every subscriber is told why, and ends
 * any   | its last subscriber left          | OVER
 * any   | the service stops                 | OVER: every subscriber ends
 * </pre>
 *
 * <p>Of the answers that it told it keeps the last few. What a subscriber was told longer ago is answered again from the past, as it
 * was then.
 */
final class Channel {
    /** How many answers are kept for those who are late by so many frames. */
    static final int KEPT = 8;

    private final Views views;
    private final LedgerEvents events;
    private final View view;
    private final ViewQuestion question;
    private final Frames frames;
    private final Rhythm.Pace pace;
    private final IntSupplier channels;
    private final Thread thread;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Lock answering = new ReentrantLock();
    private final Lock remembering = new ReentrantLock();
    private final Deque<Frame> kept = new ArrayDeque<>();
    private Image answeredFrom = Image.EMPTY;
    private Instant answeredAt = Instant.EPOCH;
    private @Nullable Frame latest;
    private volatile long nanosToAnswer;
    private volatile @Nullable Frame shown;
    private volatile @Nullable RuntimeException fault;

    /**
     * What to send.
     *
     * @param told what the subscriber has then; null at the end of the stream
     */
    record Update(byte[] text, @Nullable Told told) {
        static final Update END = new Update(new byte[0], null);
    }

    Channel(
            Views views,
            LedgerEvents events,
            View view,
            ViewQuestion question,
            Frames frames,
            Rhythm.Pace pace,
            IntSupplier channels) {
        this.views = views;
        this.events = events;
        this.view = view;
        this.question = question;
        this.frames = frames;
        this.pace = pace;
        this.channels = channels;
        this.thread = Thread.ofVirtual().name("channel-" + view.name()).unstarted(this::run);
    }

    /**
     * The first frame of a subscriber: what it missed since {@code has}, or a snapshot.
     *
     * @throws io.rackledger.query.fold.BadQuestionException if the question makes no sense
     */
    Update open(Frames.@Nullable Id has) {
        Frame frame = remembered(answered());
        Frames.Id at = frame.told().id();
        byte[] text =
                has == null || !has.leadsTo(at) ? frame.snapshot(frames) : frame.text(has, () -> since(has, frame));
        return new Update(text, frame.told());
    }

    /** What comes next for a subscriber; a heartbeat after silence. Waits for it. */
    Update next(Told told) throws InterruptedException {
        long end = System.nanoTime() + pace.silence().toNanos();
        while (over.getCount() > 0) {
            Frame now = Objects.requireNonNull(shown);
            RuntimeException failed = fault;
            long left = end - System.nanoTime();
            if (failed != null) {
                throw failed;
            }
            if (now.told().number() > told.number()) {
                return new Update(lead(told, now), now.told());
            }
            if (left <= 0) {
                return new Update(Frames.heartbeat(told.id()), told);
            }
            now.awaitReplaced(Duration.ofNanos(left));
        }
        return Update.END;
    }

    /** Holds a new subscriber back, so that it gets no more frames than others. */
    void pause() throws InterruptedException {
        over.await(pace.pause().toNanos(), TimeUnit.NANOSECONDS);
    }

    private void run() {
        Rhythm rhythm = new Rhythm(pace);
        Duration most = pace.silence();
        try {
            while (!over.await(rhythm.nanosToRest(nanosToAnswer, channels.getAsInt()), TimeUnit.NANOSECONDS)) {
                views.follower().awaitAfter(answeredFrom(), most);
                Frame before = Objects.requireNonNull(shown);
                Frame next = answered();
                boolean changes = next.changes(before);
                Duration early = rhythm.early(changes);
                most = next == before || !early.isPositive() ? pace.silence() : early;
                if (next != before && !early.isPositive()) {
                    shown = remembered(next);
                    before.replaced();
                    rhythm.told(changes);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            fault = e;
        } finally {
            Objects.requireNonNull(shown).replaced();
        }
    }

    private Image answeredFrom() {
        answering.lock();
        try {
            return answeredFrom;
        } finally {
            answering.unlock();
        }
    }

    /** The answer from the latest image, worked out anew only if that changed, or time has passed. */
    private Frame answered() {
        answering.lock();
        try {
            Image image = views.follower().image();
            String halted = views.halted(view);
            if (halted != null) {
                throw new HaltedViewException(view.name(), halted);
            }
            Instant now = views.clock().instant();
            Frame last = latest;
            if (last == null || image != answeredFrom || !now.isBefore(answeredAt.plus(pace.silence()))) {
                long begin = System.nanoTime();
                Views.Answered answered = views.answer(view, question, image);
                last = last == null ? Frame.first(answered) : last.followedBy(answered);
                latest = last;
                answeredFrom = image;
                answeredAt = now;
                nanosToAnswer = System.nanoTime() - begin;
            }
            if (shown == null) {
                shown = last;
                thread.start();
            }
            return last;
        } finally {
            answering.unlock();
        }
    }

    /** Keeps what somebody is told; frames are told in their order. */
    private Frame remembered(Frame told) {
        answering.lock();
        try {
            if (!kept.contains(told)) {
                kept.addLast(told);
            }
            if (kept.size() > KEPT) {
                kept.removeFirst();
            }
            return told;
        } finally {
            answering.unlock();
        }
    }

    private byte[] lead(Told told, Frame now) {
        if (!told.id().leadsTo(now.told().id())) {
            return now.snapshot(frames);
        }
        return now.text(told.number(), () -> frames.change(then(told), now.answered()));
    }

    /** What a subscriber was told in its last frame. */
    private Views.Answered then(Told told) {
        answering.lock();
        try {
            for (Frame frame : kept) {
                if (frame.told().equals(told)) {
                    return frame.answered();
                }
            }
        } finally {
            answering.unlock();
        }
        return past(told.id(), told.validAsOf());
    }

    /**
     * What a client that comes back has missed. Its id tells the day of its last frame, but not the instant: where the
     * answer at its position changed with time since, only a snapshot tells the whole.
     */
    private byte[] since(Frames.Id has, Frame frame) {
        Frame seen = seen(has);
        if (seen != null) {
            return frames.change(seen.answered(), frame.answered());
        }
        Instant now = frame.told().validAsOf();
        Views.Answered then = past(has, now);
        Instant earliest = earliest(has);
        boolean timeless = question.validAsOf() != null
                || Difference.between(
                                past(has, earliest.isBefore(now) ? earliest : now)
                                        .answer(),
                                then.answer())
                        .isNone();
        return timeless ? frames.change(then, frame.answered()) : frames.snapshot(frame.answered());
    }

    /** The one frame of that id, where the id came up while this channel lived; null if there may be another. */
    private @Nullable Frame seen(Frames.Id has) {
        answering.lock();
        try {
            List<Frame> all = List.copyOf(kept);
            List<Frame> same =
                    all.stream().filter(frame -> frame.told().id().equals(has)).toList();
            return same.size() == 1 && same.getFirst() != all.getFirst() ? same.getFirst() : null;
        } finally {
            answering.unlock();
        }
    }

    /** When a client can have been told of that position at the earliest. */
    private Instant earliest(Frames.Id has) {
        Instant dawn = has.date().atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant recorded = has.position() < 0 ? dawn : events.recordedAt(has.position());
        return recorded.isAfter(dawn) ? recorded : dawn;
    }

    /** One at a time: it may take as much memory as the ledger has events. */
    private Views.Answered past(Frames.Id id, Instant validAsOf) {
        remembering.lock();
        try {
            return views.answer(
                    view,
                    question.at(id.position() + 1, validAsOf),
                    views.follower().image());
        } finally {
            remembering.unlock();
        }
    }

    /** Whether it can't answer any more: whoever comes now needs another. */
    boolean hasFailed() {
        return fault != null;
    }

    /** Ends it for whoever is still there. */
    void close() {
        over.countDown();
        thread.interrupt();
        Frame last = shown;
        if (last != null) {
            last.replaced();
        }
    }
}
