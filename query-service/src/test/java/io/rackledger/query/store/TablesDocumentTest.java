package io.rackledger.query.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.query.fold.Column;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.recount.EveryView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables for SQL in {@code infra/docs/tables.md}. Written anew with {@code -Drackledger.write=true}. */
class TablesDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "infra", "docs", "tables.md");
    private static final String HEAD = """
            # The tables

            Made from the folds of the query service; a build fails where it is out of date. Every fold has a view of this
            name in the database of the query service. It shows what is served now, of all that is on record.

            Every view begins with `ledger`; `entity`, what the row is of, such as `party:dell`; and `row_number`, from 0 on
            within the entity. Null means that it is not known, or that there is none. A date that is known as a span has
            its first day in one column and its last in another.

            `fold_position` tells how far each fold has come: where `serving` is true, `next_position` is the number of
            events of the ledger that the view rests on.
            """;

    @Test
    void the_document_is_up_to_date() throws IOException {
        String document = HEAD + folds().map(TablesDocumentTest::section).collect(Collectors.joining());
        if (Boolean.getBoolean("rackledger.write")) {
            Files.writeString(DOCUMENT, document);
        }
        assertThat(DOCUMENT)
                .as("written with -Drackledger.write=true")
                .content()
                .isEqualTo(document);
    }

    private static Stream<Fold<?>> folds() {
        return EveryView.ALL.stream()
                .flatMap(view -> view.folds().stream())
                .<Fold<?>>map(fold -> fold)
                .distinct()
                .sorted(Comparator.comparing(Fold::name));
    }

    private static String section(Fold<?> fold) {
        return "%n## %s%n%nEntities: %s. Read by: %s.%n%n| column | type | meaning |%n|---|---|---|%n%s"
                .formatted(
                        FoldTables.name(fold),
                        listed(fold.entities().stream().map(entity -> "`" + entity + ":…`")),
                        listed(readersOf(fold).stream()),
                        fold.columns().stream().map(TablesDocumentTest::row).collect(Collectors.joining()));
    }

    private static String listed(Stream<String> words) {
        return words.collect(Collectors.joining(", "));
    }

    private static List<String> readersOf(Fold<?> fold) {
        return EveryView.ALL.stream()
                .filter(view -> view.folds().contains(fold))
                .map(view -> view.name())
                .toList();
    }

    private static String row(Column column) {
        return "| `%s` | %s | %s |%n".formatted(column.name(), FoldTables.type(column.type()), column.meaning());
    }
}
