package io.rackledger.query.serve;

import io.rackledger.query.fold.View;
import io.rackledger.query.follow.LedgerEvents;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** A channel for each question that somebody subscribes to, for as long as somebody does. Thread-safe. */
final class Channels {
    private final Views views;
    private final LedgerEvents events;
    private final AnswerWriter writer;
    private final Rhythm.Pace pace;
    private final ConcurrentMap<Asked, Shared> open = new ConcurrentHashMap<>();
    private volatile boolean closed;

    private record Asked(String view, ViewQuestion question) {}

    private record Shared(Channel channel, int subscribers) {}

    /** A place in a channel; whoever takes it gives it back. */
    final class Subscription implements AutoCloseable {
        private final Asked asked;
        private final Channel channel;

        private Subscription(Asked asked, Channel channel) {
            this.asked = asked;
            this.channel = channel;
        }

        Channel channel() {
            return channel;
        }

        @Override
        public void close() {
            open.computeIfPresent(asked, (key, shared) -> shared.channel() == channel ? left(shared) : shared);
        }
    }

    Channels(Views views, LedgerEvents events, AnswerWriter writer, Rhythm.Pace pace) {
        this.views = views;
        this.events = events;
        this.writer = writer;
        this.pace = pace;
    }

    /** Subscribes; how long to wait for a position is no part of the question. */
    Subscription subscribe(View view, ViewQuestion question) {
        Asked asked = new Asked(view.name(), question.withoutWaiting());
        Shared shared = open.compute(asked, (key, known) -> joined(view, key, known));
        Channel channel = shared.channel();
        if (closed) {
            channel.close();
        }
        return new Subscription(asked, channel);
    }

    private Shared joined(View view, Asked asked, @Nullable Shared known) {
        if (known != null && !known.channel().hasFailed()) {
            return new Shared(known.channel(), known.subscribers() + 1);
        }
        Frames frames = new Frames(writer, view.name());
        return new Shared(new Channel(views, events, view, asked.question(), frames, pace, open::size), 1);
    }

    private static @Nullable Shared left(Shared shared) {
        if (shared.subscribers() > 1) {
            return new Shared(shared.channel(), shared.subscribers() - 1);
        }
        shared.channel().close();
        return null;
    }

    /** How many questions are subscribed to. */
    int size() {
        return open.size();
    }

    /** Ends all streams, and those that begin later at once. */
    void close() {
        closed = true;
        open.values().forEach(shared -> shared.channel().close());
    }
}
