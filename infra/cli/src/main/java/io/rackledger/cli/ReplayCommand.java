package io.rackledger.cli;

import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Builds a view anew beside what is served. Exit status 1 if it failed, or differs and was therefore not swapped in. */
@Command(
        name = "replay",
        description = "Builds all folds of VIEW anew, compares them with what is served, and swaps them in.")
final class ReplayCommand implements Callable<Integer> {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final Set<String> UNDER_WAY = Set.of("RUNNING", "PAUSED");
    private static final JsonMapper JSON = new JsonMapper();

    private final Output output;

    @Parameters(paramLabel = "VIEW", description = "a view such as vendor-share")
    private String view = "";

    @ArgGroup
    private @Nullable Then then;

    @Mixin
    private DashboardOptions dashboard = new DashboardOptions();

    /** What is done in the end, if it isn't what is done by default. */
    private static final class Then {
        @Option(names = "--no-swap", description = "leaves it ready to be swapped")
        private boolean nothing;

        @Option(names = "--swap", description = "swaps even if something differs")
        private boolean swap;

        @Option(names = "--undo", description = "serves again what the last swap of VIEW replaced")
        private boolean undo;
    }

    ReplayCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() {
        URI service = dashboard.address();
        try (Http http = new Http(Http.SILENCE)) {
            return then != null && then.undo ? undo(http, service) : replay(http, service);
        }
    }

    private int replay(Http http, URI service) {
        String body = JSON.writeValueAsString(JSON.createObjectNode().put("view", view));
        JsonNode replay = caughtUp(http, service, http.postJson(Main.resolve(service, "api/replays"), body));
        if (!"READY".equals(state(replay))) {
            throw new FailedException("replay " + id(replay) + " is " + state(replay) + why(replay));
        }
        long differing = replay.path("comparison").path("differing").asLong();
        print(replay, differing);
        boolean forced = then != null && then.swap;
        if (then != null && then.nothing) {
            say("Replay %s is ready; nothing was swapped.", id(replay));
            return 0;
        }
        if (differing > 0 && !forced) {
            say("Nothing was swapped; replay %s is left ready.", id(replay));
            return 1;
        }
        return asked(http, service, id(replay), "swap", "SWAPPED");
    }

    private static String why(JsonNode replay) {
        JsonNode because = replay.path("because");
        return because.isString() ? ": " + because.asString() : "";
    }

    private JsonNode caughtUp(Http http, URI service, JsonNode begun) {
        Progress progress = new Progress(output, "events");
        JsonNode replay = begun;
        while (UNDER_WAY.contains(state(replay))) {
            progress.at(
                    replay.path("done").asLong(),
                    replay.path("total").asLong(),
                    replay.path("perSecond").asDouble());
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(BETWEEN_LOOKS.toMillis()));
            replay = http.getJson(Main.resolve(service, "api/replays/" + id(begun)));
        }
        progress.end();
        return replay;
    }

    private void print(JsonNode replay, long differing) {
        say(
                "%,d events folded into generation %s; %,d keys differ.",
                replay.path("done").asLong(), id(replay), differing);
        for (JsonNode each : replay.path("comparison").path("first")) {
            say("%s %s", each.path("fold").asString(), each.path("entity").asString());
            side("served  ", each.path("served"));
            side("replayed", each.path("replayed"));
        }
    }

    private void side(String name, JsonNode state) {
        say("  %s %s", name, state.isMissingNode() ? "not there" : state.toString());
    }

    private int undo(Http http, URI service) {
        for (JsonNode replay : http.getJson(Main.resolve(service, "api/replays"))) {
            if (view.equals(replay.path("view").asString("")) && "SWAPPED".equals(state(replay))) {
                return asked(http, service, id(replay), "undo", "UNDONE");
            }
        }
        throw new FailedException("no replay of '" + view + "' is swapped in");
    }

    private int asked(Http http, URI service, String id, String what, String expected) {
        JsonNode replay = http.postJson(Main.resolve(service, "api/replays/" + id + "/" + what), "");
        if (!expected.equals(state(replay))) {
            throw new FailedException("replay " + id + " is " + state(replay) + " and not yet " + expected);
        }
        say("Replay %s of '%s' is %s.", id, view, expected.toLowerCase(Locale.ROOT));
        return 0;
    }

    private static String id(JsonNode replay) {
        return replay.path("id").asString("");
    }

    private static String state(JsonNode replay) {
        return replay.path("state").asString("");
    }

    private void say(String text, Object... values) {
        PrintWriter out = output.out();
        out.printf(Locale.ROOT, text + "%n", values);
        out.flush();
    }
}
