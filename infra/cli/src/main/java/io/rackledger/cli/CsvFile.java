package io.rackledger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file: UTF-8, fields apart by commas, or by semicolons where the first line has no comma; quotes as in RFC 4180.
 * The first line names the columns, whatever their case.
 */
final class CsvFile {
    /** The largest file, in bytes: it is read whole, since rows of one order may stand anywhere. */
    static final long LARGEST = 64L << 20;

    private final CsvKind kind;
    private final List<CsvRow> rows = new ArrayList<>();
    private final List<String> mistakes = new ArrayList<>();

    private CsvFile(CsvKind kind) {
        this.kind = kind;
    }

    /**
     * Reads a file.
     *
     * @param as what its rows are; null if the columns tell
     * @throws FailedException if it is no such file; cells that are wrong are among the mistakes
     */
    static CsvFile read(Path path, @Nullable CsvKind as) throws IOException {
        if (Files.size(path) > LARGEST) {
            throw new FailedException("'" + path + "' is larger than 64 MiB: split it, or import NDJSON");
        }
        String text = text(path);
        String first = text.lines().findFirst().orElse("");
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(first.contains(",") || !first.contains(";") ? ',' : ';')
                .setTrim(true)
                .get();
        try (Reader reader = new StringReader(text);
                CSVParser parser = CSVParser.parse(reader, format)) {
            Iterator<CSVRecord> records = parser.iterator();
            if (!records.hasNext()) {
                throw new FailedException("line 1: the names of the columns are missing");
            }
            List<String> names = records.next().toList();
            CsvKind kind = as == null ? CsvKind.of(Set.copyOf(canonical(names))) : as;
            CsvFile file = new CsvFile(kind);
            file.read(parser, records, file.columns(names));
            return file;
        } catch (UncheckedIOException | IllegalStateException e) {
            throw new FailedException("'" + path + "' is no CSV: " + e.getMessage(), e);
        }
    }

    private static String text(Path path) throws IOException {
        try {
            String text = Files.readString(path, UTF_8);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new FailedException("'" + path + "' is not in UTF-8", e);
        }
    }

    /** The names as they are documented, as far as they are known. */
    private static Set<String> canonical(List<String> names) {
        Set<String> canonical = new HashSet<>();
        for (CsvKind kind : CsvKind.values()) {
            kind.columns().stream()
                    .filter(column -> names.stream().anyMatch(column::equalsIgnoreCase))
                    .forEach(canonical::add);
        }
        return canonical;
    }

    private List<String> columns(List<String> names) {
        List<String> columns = new ArrayList<>();
        for (String name : names) {
            String column = kind.columns().stream()
                    .filter(name::equalsIgnoreCase)
                    .findFirst()
                    .orElseThrow(() -> new FailedException("line 1: " + kind + " have no column '" + name
                            + "'; known are " + String.join(", ", kind.columns())));
            if (columns.contains(column)) {
                throw new FailedException("line 1: column '" + column + "' is there twice");
            }
            columns.add(column);
        }
        kind.required().stream()
                .filter(column -> !columns.contains(column))
                .sorted()
                .findFirst()
                .ifPresent(column -> {
                    throw new FailedException("line 1: " + kind + " need a column '" + column + "'");
                });
        return columns;
    }

    private void read(CSVParser parser, Iterator<CSVRecord> records, List<String> columns) {
        long line = parser.getCurrentLineNumber() + 1;
        while (records.hasNext()) {
            add(line, records.next(), columns);
            line = parser.getCurrentLineNumber() + 1;
        }
    }

    private void add(long line, CSVRecord record, List<String> columns) {
        Map<String, String> cells = new HashMap<>();
        for (int i = 0; i < Math.min(columns.size(), record.size()); i++) {
            if (!record.get(i).isBlank()) {
                cells.put(columns.get(i), record.get(i));
            }
        }
        CsvRow row = new CsvRow(line, Map.copyOf(cells), mistakes);
        if (record.size() > columns.size()) {
            mistakes.add(String.format(
                    Locale.ROOT,
                    "line %d: %d cells where line 1 names %d columns",
                    line,
                    record.size(),
                    columns.size()));
        } else if (!cells.isEmpty()) {
            rows.add(row);
        }
    }

    CsvKind kind() {
        return kind;
    }

    List<CsvRow> rows() {
        return rows;
    }

    /** What is wrong with cells, each with its line and column; grows while the rows are read. */
    List<String> mistakes() {
        return mistakes;
    }
}
