package io.rackledger.query.serve;

import io.rackledger.events.Facts;
import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.events.ValidTime;
import io.rackledger.query.fold.Answer;
import io.rackledger.query.fold.Folded;
import io.rackledger.query.fold.Question;
import io.rackledger.query.fold.Row;
import io.rackledger.query.fold.View;
import io.rackledger.query.follow.LedgerEvents;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** All that is known at one position, as views tell it: what a decision there would see, whatever its date. */
final class Known {
    private final Views views;
    private final AnswerWriter writer;
    private final LedgerEvents events;
    private final Function<View, Folded> folded;
    private final long at;
    private final LocalDate today;

    Known(
            Views views,
            AnswerWriter writer,
            LedgerEvents events,
            Function<View, Folded> folded,
            long at,
            LocalDate today) {
        this.views = views;
        this.writer = writer;
        this.events = events;
        this.folded = folded;
        this.at = at;
        this.today = today;
    }

    /** The given date; today if it is left out. */
    ValidTime on(Map<String, String> given) {
        String on = given.get("on");
        return on == null ? ValidTime.of(today) : WhatIfQuestion.date(on, "parameters.on");
    }

    /** The rows of a view on a day, restricted by its parameters. */
    List<ObjectNode> rows(String view, ValidTime on, Map<String, String> restrictions) {
        return answer(view, on, restrictions).rows().stream().map(writer::row).toList();
    }

    /** Whether it has any row then. */
    boolean hasRows(String view, ValidTime on, Map<String, String> restrictions) {
        return !answer(view, on, restrictions).rows().isEmpty();
    }

    /** What its rows have in a column of text, each once. */
    SortedSet<String> texts(String view, ValidTime on, Map<String, String> restrictions, String column) {
        SortedSet<String> texts = new TreeSet<>();
        for (Row row : answer(view, on, restrictions).rows()) {
            if (row.figures().get(column) instanceof String text) {
                texts.add(text);
            }
        }
        return texts;
    }

    /** Its figures of the whole. */
    ObjectNode totals(String view, ValidTime on, Map<String, String> restrictions) {
        return writer.row(answer(view, on, restrictions).totals());
    }

    private Answer answer(String name, ValidTime on, Map<String, String> restrictions) {
        View view = views.named(name);
        Map<String, String> parameters = new HashMap<>(ViewQuestion.fallbacks(view));
        parameters.putAll(restrictions);
        return view.answer(folded.apply(view), new Question(on.latest(), parameters));
    }

    /** The facts that stand and carry the tag, in the order of their positions. */
    List<Recorded> standing(Tag tag) {
        return Facts.standing(events.about(tag).stream()
                .filter(event -> event.position() < at)
                .toList());
    }
}
