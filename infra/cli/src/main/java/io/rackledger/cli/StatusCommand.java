package io.rackledger.cli;

import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** Shows where what runs on a data folder is reached, how it is, and how far its views are. */
@Command(
        name = "status",
        description =
                "Shows the addresses, the health, and each view's position and lag; exit status 1 if not all is up.")
final class StatusCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String UP = "UP";

    private final Output output;

    @Mixin
    private CallOptions options = new CallOptions();

    StatusCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() {
        Running running = Running.in(options.data())
                .orElseThrow(() -> new FailedException(
                        "nothing runs on '" + options.data() + "': 'rackledger up' starts it, '--data' names another"));
        try (Http http = new Http(PATIENCE)) {
            String dashboard = health(http, running.dashboard());
            String commands = health(http, running.commands());
            List<List<String>> services = new ArrayList<>();
            services.add(List.of("dashboard", running.dashboard().toString(), dashboard));
            services.add(List.of("commands", running.commands().toString(), commands));
            if (running.broker() != null) {
                services.add(List.of("broker", running.broker(), ""));
            }
            if (running.pid() != null) {
                services.add(List.of("process", running.pid().toString(), since(running)));
            }
            print(services);
            if (dashboard.equals(UP)) {
                print(views(http.getJson(Main.resolve(running.dashboard(), "api/views"))));
            }
            return dashboard.equals(UP) && commands.equals(UP) ? 0 : 1;
        }
    }

    private static String since(Running running) {
        return running.startedAt() == null ? "" : "since " + running.startedAt();
    }

    private static String health(Http http, URI service) {
        try {
            return http.getJson(Main.resolve(service, "actuator/health"))
                    .path("status")
                    .asString("UNKNOWN");
        } catch (FailedException e) {
            return "no answer";
        }
    }

    private static List<List<String>> views(JsonNode catalogue) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("view", "position", "generation", "lag"));
        for (JsonNode view : catalogue.isArray() ? catalogue : catalogue.path("views")) {
            rows.add(List.of(text(view, "name"), text(view, "position"), text(view, "generation"), text(view, "lag")));
        }
        return rows;
    }

    private static String text(JsonNode view, String field) {
        JsonNode value = view.path(field);
        return value.isValueNode() && !value.isNull() ? value.asString() : "-";
    }

    private void print(List<List<String>> rows) {
        PrintWriter out = output.out();
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i)).repeat(' ', widths[i] - row.get(i).length() + 2);
            }
            out.println(line.toString().stripTrailing());
        }
        out.flush();
    }
}
