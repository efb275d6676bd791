package io.rackledger.query.fold;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What rows can be left out by, in every view whose rows tell it. */
enum RowFilter {
    VENDOR("vendor", List.of("vendor", "party")),
    PROGRAMME("programme", List.of("programme")),
    ORDER("order", List.of("order"));

    /** Figures that name what a row is about, as {@code order:ord-1}. */
    private static final List<String> MENTIONS = List.of("about", "subject");

    private final String parameter;
    private final List<String> figures;

    RowFilter(String parameter, List<String> figures) {
        this.parameter = parameter;
        this.figures = figures;
    }

    /** Whether the view's rows tell it, and it has no parameter of that name with a meaning of its own. */
    boolean suits(View view) {
        return view.parameters().stream().noneMatch(own -> own.name().equals(parameter))
                && view.columns().stream().anyMatch(column -> figures.contains(column) || MENTIONS.contains(column));
    }

    Parameter parameter() {
        return new Parameter(
                parameter,
                List.of(),
                null,
                "only rows of this " + parameter + "; figures beside the rows stay those of the whole");
    }

    /** Whether a row is let through. */
    boolean allows(Row row, Question question) {
        String wanted = question.parameter(parameter);
        return wanted == null
                || figures.stream().anyMatch(figure -> holds(row.figures().get(figure), wanted))
                || MENTIONS.stream().anyMatch(mention -> names(row.figures().get(mention), wanted));
    }

    private boolean names(@Nullable Object mentioned, String wanted) {
        return figures.stream().anyMatch(key -> holds(mentioned, key + ":" + wanted));
    }

    private static boolean holds(@Nullable Object figure, String wanted) {
        return figure instanceof Collection<?> several ? several.contains(wanted) : wanted.equals(figure);
    }
}
