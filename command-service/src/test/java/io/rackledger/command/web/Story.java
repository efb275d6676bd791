package io.rackledger.command.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;

/** The examples of all commands in an order in which a ledger takes them, with what prepares for them. */
final class Story {
    private Story() {}

    /** Each a command's name, which stands for its example, or a name and a body. */
    static List<String> lines() throws IOException {
        try (InputStream in = Objects.requireNonNull(Story.class.getResourceAsStream("examples.txt"))) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }
}
