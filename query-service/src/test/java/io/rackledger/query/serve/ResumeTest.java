package io.rackledger.query.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.events.Facts;
import io.rackledger.query.backlog.Backlog;
import io.rackledger.query.fold.FilteredView;
import io.rackledger.query.fold.Replay;
import io.rackledger.query.fold.View;
import io.rackledger.query.vendorshare.VendorShare;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whoever is cut off and comes back, again and again, knows what it would know had it stayed. */
@Tag("both-databases")
class ResumeTest {
    private static final int CLIENTS = 20;
    private static final int DISCONNECTS_EACH = 50;
    private static final long LIMIT_S = 600;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<Asked> QUESTIONS = List.of(
            new Asked(new VendorShare(), "?", List.of()),
            new Asked(new VendorShare(), "?vendor=vendor-2", List.of("vendor", "vendor-2")),
            new Asked(new Backlog(), "?", List.of()),
            new Asked(new Backlog(), "?programme=programme-1", List.of("programme", "programme-1")));

    private final long seed = Long.getLong("rackledger.seed", System.nanoTime());
    private final Deals deals = new Deals(new Random(seed), 5);
    private final AnswerWriter writer = new AnswerWriter("test");
    private final Map<Object, Replica.Known> folded = new ConcurrentHashMap<>();
    private final AtomicInteger compared = new AtomicInteger();

    private record Asked(View view, String query, List<String> parameters) {
        String path() {
            return "/api/views/" + view.name() + "/stream" + query;
        }

        String answer() {
            return "/api/views/" + view.name() + query;
        }
    }

    @Test
    void a_thousand_disconnects_lose_nothing_and_repeat_nothing() throws Exception {
        System.out.println("seed " + seed);
        deals.grow(20);
        try (QueryServer server = QueryServer.start(deals.ledger());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Replica>> clients = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                Random random = new Random(seed + client);
                Asked asked = QUESTIONS.get(client % QUESTIONS.size());
                clients.add(threads.submit(() -> comeAndGo(server.port(), asked, random)));
            }
            List<Replica> replicas = new ArrayList<>();
            for (Future<Replica> client : clients) {
                replicas.add(client.get(LIMIT_S, TimeUnit.SECONDS));
            }
            server.awaitSize(deals.history().size());
            for (int client = 0; client < CLIENTS; client++) {
                Asked asked = QUESTIONS.get(client % QUESTIONS.size());
                Replica replica = replicas.get(client);
                catchUp(server.port(), asked, replica);
                assertThat(replica.known()).isEqualTo(Replica.Known.of(server.get(asked.answer())));
            }
        }
        System.out.println(
                compared.get() + " frames compared over " + deals.history().size() + " events");
        assertThat(compared.get()).isGreaterThan(CLIENTS * DISCONNECTS_EACH);
    }

    private Replica comeAndGo(int port, Asked asked, Random random) {
        Replica replica = new Replica();
        for (int cut = 0; cut < DISCONNECTS_EACH; cut++) {
            try (Wire wire = Wire.stream(port, asked.path(), replica.id())) {
                boolean resumes = replica.id() != null;
                for (int frames = random.nextInt(4); frames > 0; frames--) {
                    deals.grow(1);
                    Wire.Event event = wire.next();
                    assertThat(event).isNotNull();
                    assertThat(resumes && event.name().equals("snapshot"))
                            .as("who comes back with an id of today gets a change")
                            .isEqualTo(resumes && isNewDay(replica, event));
                    resumes = true;
                    replica.apply(event);
                    compare(asked, replica, event);
                }
                if (random.nextBoolean()) {
                    wire.skip(random.nextInt(400), Duration.ofMillis(1 + random.nextInt(100)));
                }
            }
        }
        return replica;
    }

    private static boolean isNewDay(Replica replica, Wire.Event event) {
        return replica.id() != null
                && !replica.id().endsWith(event.id().substring(event.id().lastIndexOf(':')));
    }

    private void catchUp(int port, Asked asked, Replica replica) {
        try (Wire wire = Wire.stream(port, asked.path(), replica.id())) {
            while (replica.position() < deals.history().size() - 1) {
                Wire.Event event = wire.next();
                assertThat(event).isNotNull();
                replica.apply(event);
                compare(asked, replica, event);
            }
        }
    }

    /** What the client knows is what a fold of the events up to there comes to. */
    private void compare(Asked asked, Replica replica, Wire.Event event) {
        LocalDate date = LocalDate.parse(event.id().split(":", -1)[2]);
        Replica.Known expected = folded.computeIfAbsent(
                List.of(asked, event.position(), date),
                key -> fold(
                        asked,
                        event.position(),
                        date.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()));
        assertThat(replica.known()).as("%s at %s", asked.path(), event.id()).isEqualTo(expected);
        compared.incrementAndGet();
    }

    private Replica.Known fold(Asked asked, long position, Instant end) {
        Instant validAsOf = end.minusMillis(1);
        Replay prefix = new Replay(Facts.standing(deals.history().subList(0, (int) position + 1)), validAsOf);
        Views.Answered answered = new Views.Answered(
                1,
                position + 1,
                validAsOf,
                validAsOf,
                prefix.ask(new FilteredView(asked.view()), asked.parameters().toArray(String[]::new)));
        JsonNode answer = JSON.readTree(writer.text(writer.answer(asked.view().name(), answered)));
        return Replica.Known.of(answer);
    }
}
