package io.rackledger.query.serve;

import io.rackledger.query.fold.Answer;
import io.rackledger.query.fold.FilteredView;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.fold.Folded;
import io.rackledger.query.fold.Question;
import io.rackledger.query.fold.View;
import io.rackledger.query.follow.Cut;
import io.rackledger.query.follow.Follower;
import io.rackledger.query.follow.Image;
import io.rackledger.query.follow.Past;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers questions from one image each. Thread-safe. */
final class Views {
    private final Map<String, View> views = new LinkedHashMap<>();
    private final Follower follower;
    private final Past past;
    private final Clock clock;

    Views(Collection<View> views, Follower follower, Past past, Clock clock) {
        views.forEach(view -> this.views.put(view.name(), new FilteredView(view)));
        this.follower = follower;
        this.past = past;
        this.clock = clock;
    }

    /**
     * An answer with what it was answered from.
     *
     * @param generation the latest among those of the view's folds
     * @param size       how many events of the ledger it knows
     */
    record Answered(long generation, long size, Instant validAsOf, Instant knownAsOf, Answer answer) {
        /** The position of the last event that it knows; −1 before the first. */
        long position() {
            return size - 1;
        }

        /** The same with some of its rows only. */
        Answered showing(Answer part) {
            return new Answered(generation, size, validAsOf, knownAsOf, part);
        }
    }

    List<View> all() {
        return List.copyOf(views.values());
    }

    /** The view of that name; else {@link UnknownViewException}. */
    View named(String name) {
        View view = views.get(name);
        if (view == null) {
            throw new UnknownViewException(name);
        }
        return view;
    }

    /** Why the view no longer follows; null if it does. Read after the image, it holds for that image. */
    @Nullable
    String halted(View view) {
        Map<Fold<?>, String> halted = follower.halted();
        return view.folds().stream()
                .filter(halted::containsKey)
                .map(halted::get)
                .findFirst()
                .orElse(null);
    }

    Follower follower() {
        return follower;
    }

    Clock clock() {
        return clock;
    }

    Past past() {
        return past;
    }

    /** Answers from that image. */
    Answered answer(View view, ViewQuestion question, Image image) {
        return answer(view, question, image, clock.instant());
    }

    /** Answers from that image, at an instant that is now for several answers. */
    Answered answer(View view, ViewQuestion question, Image image, Instant now) {
        boolean live = question.isNow() && !image.latestValid().isAfter(now);
        Instant validAsOf = question.validAsOf() == null ? now : question.validAsOf();
        Instant knownAsOf = question.knownAsOf() == null ? now : question.knownAsOf();
        long size = question.knownSize() == null ? image.size() : Math.min(question.knownSize(), image.size());
        Folded folded = live
                ? image
                : past.at(new Cut(validAsOf, known(question, knownAsOf), size, question.confidence()), view.folds());
        return new Answered(
                image.generation(view.folds()),
                size,
                validAsOf,
                knownAsOf,
                view.answer(folded, new Question(validAsOf, question.parameters())));
    }

    /** With no date given everything that the image holds is known, whatever the clocks of others say. */
    private static Instant known(ViewQuestion question, Instant knownAsOf) {
        return question.knownAsOf() == null ? Instant.MAX : knownAsOf;
    }
}
