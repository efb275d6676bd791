package io.rackledger.query.serve;

import io.rackledger.events.Confidence;
import io.rackledger.events.Recorded;
import io.rackledger.events.ValidTime;
import io.rackledger.query.fold.Answer;
import io.rackledger.query.fold.BadQuestionException;
import io.rackledger.query.fold.Difference;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.fold.Folded;
import io.rackledger.query.fold.Question;
import io.rackledger.query.fold.View;
import io.rackledger.query.follow.Cut;
import io.rackledger.query.follow.Image;
import io.rackledger.query.follow.LedgerEvents;
import io.rackledger.query.follow.Supposed;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What commands would do to the views. Decided by the command service, folded here; writes nothing. Thread-safe. */
final class WhatIf {
    /** The most rows of one view. */
    static final int MOST_ROWS = 1_000;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final JsonMapper json = JsonMapper.builder().build();
    private final Views views;
    private final LedgerEvents events;
    private final Forks forks;
    private final AnswerWriter writer;
    private final DifferenceWriter differences;
    private final String ledger;

    /** One for each view at most. */
    private final ConcurrentMap<String, Before> lastBefore = new ConcurrentHashMap<>();

    /** What a view answers of the first events of the ledger. */
    private record Before(long at, Question question, Answer answer) {}

    WhatIf(Views views, LedgerEvents events, Forks forks, AnswerWriter writer, String ledger) {
        this.views = views;
        this.events = events;
        this.forks = forks;
        this.writer = writer;
        this.differences = new DifferenceWriter(writer);
        this.ledger = ledger;
    }

    /** One position, and what is known there. */
    private final class Place {
        private final Image image;
        private final long at;

        Place(Image image, @Nullable Long at) {
            this.image = image;
            this.at = at == null ? image.size() : at;
        }

        Cut cut(Instant date) {
            return new Cut(date, Instant.MAX, at, Confidence.SPECULATED);
        }

        /** What had happened by a date: the image itself where it knows no more. */
        Folded folded(Collection<Fold<?>> folds, Instant date) {
            return at == image.size() && !image.latestValid().isAfter(date)
                    ? image
                    : views.past().at(cut(date), folds);
        }

        Known known() {
            Function<View, Folded> all = view -> folded(view.folds(), Instant.MAX);
            LocalDate today = LocalDate.ofInstant(views.clock().instant(), ZoneOffset.UTC);
            return new Known(views, writer, events, all, at, today);
        }
    }

    /**
     * Answers.
     *
     * @throws NotDecidedException if the command service isn't reached, or refuses the question
     */
    ObjectNode answer(WhatIfQuestion question) throws InterruptedException {
        Place place = new Place(image(question.at()), question.at());
        List<ObjectNode> commands = commands(question, place);
        Forks.Decided decided = decided(question, place, commands);
        Instant validAsOf = question.validAsOf() == null ? today(decided.events()) : question.validAsOf();
        ObjectNode answer = json.createObjectNode()
                .put("ledger", ledger)
                .put("at", place.at)
                .put("position", place.at - 1)
                .put("validAsOf", validAsOf.toString());
        commands.forEach(answer.putArray("commands")::add);
        answer.set("outcomes", decided.outcomes());
        answer.put("notYet", notYet(decided.events(), validAsOf));
        compare(answer, healthy(question.views(), answer), place, validAsOf, decided.events());
        return answer;
    }

    /** Where the caller named no position, it is not the caller's matter that the command service has not come so far. */
    private Forks.Decided decided(WhatIfQuestion question, Place place, List<ObjectNode> commands)
            throws InterruptedException {
        try {
            return forks.decide(place.at, commands);
        } catch (NotDecidedException e) {
            if (question.at() == null && e.problem().path("field").asString("").equals("at")) {
                throw NotDecidedException.unavailable("not-there-yet", String.valueOf(e.getMessage()), e);
            }
            throw e;
        }
    }

    /** Those that can be answered; of others the answer says why not. */
    private List<View> healthy(List<View> asked, ObjectNode answer) {
        List<View> healthy = new ArrayList<>();
        ObjectNode halted = json.createObjectNode();
        for (View view : asked) {
            String because = views.halted(view);
            if (because == null) {
                healthy.add(view);
            } else {
                halted.put(view.name(), because);
            }
        }
        answer.set("halted", halted);
        return healthy;
    }

    /** The end of today: not before what is decided now, and the same for whoever asks again. */
    private Instant today(List<Recorded> supposed) {
        Instant now = Stream.concat(
                        Stream.of(views.clock().instant()), supposed.stream().map(Recorded::recordedAt))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return ValidTime.of(LocalDate.ofInstant(now, ZoneOffset.UTC)).latest();
    }

    /** An image that knows enough. */
    private Image image(@Nullable Long at) throws InterruptedException {
        Image image = views.follower().image();
        if (at == null || at <= image.size()) {
            return image;
        }
        long head = image.size() + views.follower().lag();
        if (at > head) {
            throw new BadQuestionException("at", "from 0 to " + head + ", the number of events on record");
        }
        Image later = views.follower().awaitSize(at, PATIENCE);
        if (later.size() < at) {
            throw NotDecidedException.unavailable(
                    "not-there-yet", "the views know " + later.size() + " of " + at + " events", null);
        }
        return later;
    }

    private static List<ObjectNode> commands(WhatIfQuestion question, Place place) {
        List<ObjectNode> commands = new ArrayList<>();
        if (question.preset() != null) {
            commands.addAll(question.preset().commands(place.known(), question.parameters()));
        }
        commands.addAll(question.commands());
        WhatIfQuestion.checkCount(commands.size());
        return commands;
    }

    /** How many events happen after the date only, so that no view shows them. */
    private static long notYet(List<Recorded> supposed, Instant validAsOf) {
        return supposed.stream()
                .filter(event ->
                        event.validAt() != null && event.validAt().earliest().isAfter(validAsOf))
                .count();
    }

    private void compare(ObjectNode answer, List<View> asked, Place place, Instant validAsOf, List<Recorded> supposed) {
        Supposed suppositions = new Supposed(events, supposed, place.cut(validAsOf));
        List<View> touched = asked.stream()
                .filter(view -> view.folds().stream().anyMatch(suppositions::touches))
                .toList();
        Set<Fold<?>> folds =
                touched.stream().flatMap(view -> view.folds().stream()).collect(Collectors.toSet());
        Folded before = place.folded(folds, validAsOf);
        Folded after = suppositions.over(before);
        ArrayNode differing = answer.putArray("views");
        ArrayNode unchanged = answer.putArray("unchanged");
        asked.stream().filter(view -> !touched.contains(view)).forEach(view -> unchanged.add(view.name()));
        for (Compared each : compared(touched, place, validAsOf, before, after)) {
            if (each.difference().isNone()) {
                unchanged.add(each.view().name());
            } else {
                ObjectNode its =
                        differing.addObject().put("view", each.view().name()).put("position", place.at - 1);
                differences.write(its, each.difference(), 0, MOST_ROWS, (change, row) -> {});
            }
        }
    }

    private record Compared(View view, Difference difference) {}

    /** Views are pure and know nothing of one another, so they are asked at once. */
    private List<Compared> compared(List<View> asked, Place place, Instant validAsOf, Folded before, Folded after) {
        return asked.parallelStream()
                .map(view -> {
                    Question same = new Question(validAsOf, ViewQuestion.fallbacks(view));
                    Answer answer = before(view, place.at, same, before);
                    return new Compared(view, Difference.between(answer, view.answer(after, same)));
                })
                .toList();
    }

    /** What the first events of a ledger come to never changes, so that the last such answer serves again. */
    private Answer before(View view, long at, Question question, Folded folded) {
        Before known = lastBefore.get(view.name());
        if (known != null && known.at() == at && known.question().equals(question)) {
            return known.answer();
        }
        Answer answer = view.answer(folded, question);
        lastBefore.put(view.name(), new Before(at, question, answer));
        return answer;
    }
}
