package io.rackledger.transparency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Vectors on disk, which are what their generator makes. {@code -Drackledger.write=true} writes them anew, for a person to
 * look at what changed.
 */
final class VectorFiles {
    private static final Path VECTORS =
            Path.of(System.getProperty("basedir", "")).resolve("src/test/resources/vectors");

    private VectorFiles() {}

    static Path folder(String name) {
        return VECTORS.resolve(name);
    }

    /** The files beneath a folder by their names, with slashes. */
    static SortedMap<String, Path> beneath(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .collect(Collectors.toMap(
                            file -> folder.relativize(file).toString().replace('\\', '/'),
                            file -> file,
                            (one, other) -> one,
                            TreeMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException("can't walk " + folder, e);
        }
    }

    static void areAsMade(String name, Map<String, Object> made) throws IOException {
        Path folder = folder(name);
        if (Boolean.getBoolean("rackledger.write")) {
            for (Map.Entry<String, Object> file : made.entrySet()) {
                Path path = folder.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, json(file.getValue()));
            }
        }
        assertThat(beneath(folder).keySet()).isEqualTo(new TreeMap<>(made).keySet());
        for (Map.Entry<String, Object> file : made.entrySet()) {
            assertThat(folder.resolve(file.getKey())).hasContent(json(file.getValue()));
        }
    }

    static String json(Object value) {
        return json(value, "") + "\n";
    }

    private static String json(Object value, String indent) {
        String deeper = indent + "  ";
        return switch (value) {
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> deeper + JsonMapper.shared().writeValueAsString(entry.getKey()) + ": "
                                + json(entry.getValue(), deeper))
                        .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
            case List<?> list ->
                list.isEmpty()
                        ? "[]"
                        : list.stream()
                                .map(item -> deeper + json(item, deeper))
                                .collect(Collectors.joining(",\n", "[\n", "\n" + indent + "]"));
            default -> JsonMapper.shared().writeValueAsString(value);
        };
    }
}
