package io.rackledger.cli;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code rackledger up} writes into its data folder while it runs: where its parts are reached.
 *
 * @param dashboard the query service and its pages
 * @param commands  the command service
 * @param broker    host and port
 * @param startedAt an instant
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Running(
        @Nullable Long pid,
        URI dashboard,
        URI commands,
        @Nullable String broker,
        @Nullable String startedAt) {
    static final URI DEFAULT_DASHBOARD = URI.create("http://127.0.0.1:8080");
    static final URI DEFAULT_COMMANDS = URI.create("http://127.0.0.1:8081");
    private static final String FILE = "rackledger.json";
    private static final JsonMapper JSON = new JsonMapper();

    Running(
            @Nullable Long pid,
            @Nullable URI dashboard,
            @Nullable URI commands,
            @Nullable String broker,
            @Nullable String startedAt) {
        this.pid = pid;
        this.dashboard = dashboard == null ? DEFAULT_DASHBOARD : dashboard;
        this.commands = commands == null ? DEFAULT_COMMANDS : commands;
        this.broker = broker;
        this.startedAt = startedAt;
    }

    /**
     * What runs on that data folder; empty if nothing has said so.
     *
     * @throws FailedException if the file is there and can't be read
     */
    static Optional<Running> in(Path data) {
        Path file = data.resolve(FILE);
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file), Running.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | JacksonException e) {
            throw new FailedException("'" + file + "' can't be read: " + e.getMessage(), e);
        }
    }
}
