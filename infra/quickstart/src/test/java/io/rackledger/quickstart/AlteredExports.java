package io.rackledger.quickstart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An export, altered once in each of many ways. */
final class AlteredExports {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int KINDS = 8;

    private final Random random;
    private final String export;

    AlteredExports(String export, Random random) {
        this.export = export;
        this.random = random;
    }

    /** Writes so many files, each altered in another way or at another place. */
    List<Path> write(Path folder, int count) throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Path file = folder.resolve("altered-" + i + ".ndjson");
            files.add(Files.write(file, altered(i % KINDS)));
        }
        return files;
    }

    private byte[] altered(int kind) {
        List<String> lines = new ArrayList<>(export.lines().toList());
        int at = 1 + random.nextInt(lines.size() - 3);
        switch (kind) {
            case 0 -> lines.set(at, record(lines.get(at)));
            case 1 -> lines.remove(at);
            case 2 -> lines.add(at, lines.get(at));
            case 3 -> Collections.swap(lines, at, at + 1);
            case 4 -> lines.add(at, lines.get(1 + random.nextInt(lines.size() - 2)));
            case 5 -> cut(lines, at);
            case 6 -> {
                ObjectNode line = object(lines.get(at));
                lines.set(
                        at,
                        line.put("position", line.path("position").asLong() + 1).toString());
            }
            default -> {
                return flipped(export.getBytes(StandardCharsets.UTF_8));
            }
        }
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode object(String line) {
        return (ObjectNode) JSON.readTree(line);
    }

    private String record(String line) {
        ObjectNode commit = object(line);
        byte[] record = Base64.getDecoder().decode(commit.path("record").asString());
        return commit.put("record", Base64.getEncoder().encodeToString(flipped(record)))
                .toString();
    }

    private byte[] flipped(byte[] bytes) {
        int bit = random.nextInt(8 * bytes.length);
        bytes[bit / 8] ^= (byte) (1 << bit % 8);
        return bytes;
    }

    /** The tail is gone, and the last line counts what is left: only what was signed tells. */
    private static void cut(List<String> lines, int at) {
        ObjectNode last = object(lines.getLast());
        long events = object(lines.get(at)).path("position").asLong();
        lines.subList(at, lines.size()).clear();
        lines.add(last.put("commits", at - 1).put("events", events).toString());
    }
}
