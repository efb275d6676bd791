package io.rackledger.query.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rackledger.events.Recorded;
import io.rackledger.query.fold.Answer;
import io.rackledger.query.fold.BadQuestionException;
import io.rackledger.query.fold.RandomWorld;
import io.rackledger.query.fold.Row;
import io.rackledger.query.fold.View;
import io.rackledger.query.follow.MemoryLedger;
import io.rackledger.query.recount.EveryView;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Answers in pages. */
@Tag("both-databases")
class RowPageTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final int WORLDS = 10;
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();

    private static HttpResponse<String> get(QueryServer server, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(LIMIT)
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String next(HttpResponse<String> page) {
        return page.headers()
                .firstValue("Link")
                .map(link -> link.substring(1, link.indexOf('>')))
                .orElse("");
    }

    @Test
    void the_pages_of_every_view_are_the_whole_answer_however_much_is_recorded_meanwhile() throws Exception {
        long seed = Long.getLong("rackledger.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        List<Recorded> history = Stream.generate(() -> RandomWorld.withRemarks(random))
                .limit(WORLDS)
                .max(Comparator.comparing(List::size))
                .orElseThrow();
        int cut = history.size() * 3 / 4;
        MemoryLedger ledger = new MemoryLedger(history.subList(0, cut), random);
        try (QueryServer server = QueryServer.start(ledger)) {
            List<String> paths = new ArrayList<>();
            List<JsonNode> wholes = new ArrayList<>();
            List<HttpResponse<String>> firsts = new ArrayList<>();
            for (View view : EveryView.ALL) {
                paths.add("/api/views/" + view.name() + "?validAsOf=2025-12-31");
                wholes.add(JSON.readTree(get(server, paths.getLast()).body()).path("rows"));
                firsts.add(get(server, paths.getLast() + "&limit=1"));
            }
            ledger.add(history.subList(cut, history.size()).toArray(Recorded[]::new));
            server.awaitSize(history.size());
            for (int i = 0; i < paths.size(); i++) {
                assertThat(rows(server, firsts.get(i))).as(paths.get(i)).containsExactlyElementsOf(wholes.get(i));
            }
            assertThat(wholes).anySatisfy(rows -> assertThat(rows.size()).isGreaterThan(1));
        }
    }

    /** Of a page and all that follow it. */
    private static List<JsonNode> rows(QueryServer server, HttpResponse<String> first) throws Exception {
        List<JsonNode> rows = new ArrayList<>();
        HttpResponse<String> page = first;
        while (true) {
            JsonNode body = JSON.readTree(page.body());
            body.path("rows").forEach(rows::add);
            String next = next(page);
            assertThat(body.get("next").isNull()).isEqualTo(next.isEmpty());
            if (next.isEmpty()) {
                return rows;
            }
            assertThat(body.get("next").asString())
                    .isEqualTo(rows.getLast().path("key").asString());
            page = get(server, next);
        }
    }

    @Test
    void a_page_of_csv_links_the_next_and_a_whole_answer_knows_of_no_pages() throws Exception {
        try (QueryServer server = QueryServer.start(orders())) {
            String path = "/api/views/orders?format=csv";
            List<String> lines = get(server, path).body().lines().toList();
            HttpResponse<String> page = get(server, path + "&limit=2");
            HttpResponse<String> rest = get(server, next(page).replace("limit=2", "limit=1000"));

            assertThat(page.body().lines()).containsExactlyElementsOf(lines.subList(0, 3));
            assertThat(rest.body().lines().skip(1)).containsExactlyElementsOf(lines.subList(3, lines.size()));
            assertThat(next(rest)).isEmpty();
            assertThat(server.get("/api/views/orders").has("next")).isFalse();
        }
    }

    @Test
    void what_makes_no_page_is_named_and_streams_have_none() throws Exception {
        try (QueryServer server = QueryServer.start(orders())) {
            for (String limit : List.of("0", "1001", "-1", "ten", "")) {
                assertRefused(server, "/api/views/orders?limit=" + limit, "limit");
            }
            assertRefused(server, "/api/views/orders?limit=5&after=nobody", "after");
            assertRefused(server, "/api/views/orders/stream?limit=5", "limit");
            assertRefused(server, "/api/views/orders/stream?after=o", "after");
            assertRefused(server, "/api/views/orders/diff?from=2024&after=o", "after");
        }
    }

    private static void assertRefused(QueryServer server, String path, String field) {
        QueryServer.Exchange answer = server.exchange("GET", path, "");
        assertThat(answer.status()).as(path).isEqualTo(400);
        assertThat(answer.body().path("field").asString()).as(path).isEqualTo(field);
    }

    @Test
    void rows_that_are_not_told_are_not_worked_out() {
        List<String> worked = new ArrayList<>();
        List<Row> rows = List.of("a", "b", "c").stream()
                .map(key -> Row.of(key, key, row -> worked.add(key)))
                .toList();
        Answer whole = new Answer(Row.of("totals"), rows);

        RowPage.Told told = RowPage.read(Map.of("limit", "1", "after", "a")).of(whole);
        told.answer().rows().forEach(Row::figures);

        assertThat(worked).containsExactly("b");
        assertThat(told.next()).isEqualTo("b");
        assertThat(catchThrowableOfType(
                                BadQuestionException.class,
                                () -> RowPage.read(Map.of("after", "d")).of(whole))
                        .parameter())
                .isEqualTo("after");
    }

    private static MemoryLedger orders() {
        Deals deals = new Deals(new Random(1), 3);
        deals.grow(60);
        return deals.ledger();
    }
}
