package io.rackledger.deploy;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The repository's compose file, as Docker reads it.
 *
 * @param services  by name
 * @param volumes   the names of those that are declared
 */
record ComposeFile(SortedMap<String, Service> services, List<String> volumes) {
    /** Where the compose file stands; the working directory of a test is its module. */
    static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

    /** One service: what is in it, read by name. */
    record Service(String name, Map<String, Object> fields) {
        /** @throws AssertionError if it is no such list */
        List<String> list(String field) {
            if (fields.get(field) instanceof List<?> values) {
                return values.stream().map(String.class::cast).toList();
            }
            throw new AssertionError(name + " has no list of " + field);
        }

        /** @throws AssertionError if it is no such map */
        Map<String, Object> map(String field) {
            return mapOf(fields.get(field), name + "." + field);
        }

        String environment(String variable) {
            if (map("environment").get(variable) instanceof String value) {
                return value;
            }
            throw new AssertionError(name + " does not set " + variable + " to text");
        }
    }

    /** Reads it; a key that stands twice, or a tag of Java's, is an error. */
    static ComposeFile read() throws IOException {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        strict.setAllowRecursiveKeys(false);
        try (Reader reader = Files.newBufferedReader(ROOT.resolve("docker-compose.yml"))) {
            Map<String, Object> file = mapOf(new Yaml(new SafeConstructor(strict)).load(reader), "the file");
            SortedMap<String, Service> services = new TreeMap<>();
            mapOf(file.get("services"), "services")
                    .forEach((name, fields) -> services.put(name, new Service(name, mapOf(fields, name))));
            return new ComposeFile(
                    services, List.copyOf(mapOf(file.get("volumes"), "volumes").keySet()));
        }
    }

    List<Service> brokers() {
        return services.values().stream()
                .filter(service -> service.name().startsWith("kafka-"))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> mapOf(Object value, String what) {
        if (value instanceof Map<?, ?> map && map.keySet().stream().allMatch(String.class::isInstance)) {
            return (Map<String, Object>) map;
        }
        throw new AssertionError(what + " is no map");
    }
}
