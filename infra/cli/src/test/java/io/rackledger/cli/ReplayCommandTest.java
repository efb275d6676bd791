package io.rackledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReplayCommandTest {
    private static final String JOB = """
            {"id": 7, "view": "vendor-share", "state": "%s", "done": 1200, "total": 5000, "perSecond": 400,
             "because": null, "comparison": {"position": 4999, "differing": %d, "first": [%s]}}""";
    private static final String DIFFERING = """
            {"fold": "orders", "entity": "order:ord-1", "onlyIn": "served", "served": {"racks": 1}}""";

    private FakeServer server;

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private FakeServer begun(String stateNow, int differing) {
        server.answering("/api/replays/7/swap", 200, job("SWAPPED", differing));
        server.answering("/api/replays/7", 200, job(stateNow, differing));
        return server.answering("/api/replays", 202, job("RUNNING", 0));
    }

    private static String job(String state, int differing) {
        return JOB.formatted(state, differing, differing == 0 ? "" : DIFFERING);
    }

    private Calls.Result replay(String... more) {
        String[] arguments = new String[more.length + 3];
        arguments[0] = "replay";
        arguments[1] = "--url=" + server.url();
        arguments[2] = "vendor-share";
        System.arraycopy(more, 0, arguments, 3, more.length);
        return Calls.run(arguments);
    }

    @Test
    void where_no_key_differs_it_is_swapped_in() {
        begun("READY", 0);

        Calls.Result result = replay();

        assertThat(result.out()).contains("swapped");
        assertThat(result.status()).as(result.err()).isZero();
    }

    @Test
    void where_a_key_differs_it_is_shown_and_nothing_is_swapped() {
        begun("READY", 1);

        Calls.Result result = replay();

        assertThat(result.out()).contains("orders order:ord-1", "{\"racks\":1}").doesNotContain("is swapped");
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void it_is_swapped_in_all_the_same_if_one_says_so_and_left_ready_if_one_says_that() {
        begun("READY", 1);

        assertThat(replay("--swap").out()).contains("is swapped");
        Calls.Result left = replay("--no-swap");
        assertThat(left.out()).contains("ready").doesNotContain("is swapped");
        assertThat(left.status()).isZero();
    }

    @Test
    void progress_is_told_with_rate_and_what_is_left() {
        server.answering("/api/replays/7", 200, job("READY", 0));
        server.answering("/api/replays", 202, job("RUNNING", 0));

        assertThat(Calls.onTerminal("replay", "--url=" + server.url(), "vendor-share", "--no-swap")
                        .err())
                .contains("1,200 of 5,000 events", "400/s", "10 s left");
    }

    @Test
    void a_replay_that_fails_and_one_that_is_refused_are_status_1() {
        begun("FAILED", 0);
        assertThat(replay().status()).isEqualTo(1);

        server.close();
        assertThat(replay().status()).isEqualTo(1);
    }

    @Test
    void a_refusal_is_told_as_the_server_tells_it() {
        server.answering("/api/replays", 409, "{\"detail\": \"replay 6 builds it\"}");

        Calls.Result result = replay();

        assertThat(result.err()).contains("replay 6 builds it");
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void the_last_swap_of_the_view_is_undone() {
        server.answering("/api/replays/7/undo", 200, job("UNDONE", 0));
        server.answering("/api/replays", 200, "[" + job("SWAPPED", 0) + "]");

        assertThat(replay("--undo").out()).contains("undone");
        assertThat(Calls.run("replay", "--url=" + server.url(), "--undo", "backlog")
                        .status())
                .isEqualTo(1);
    }

    @Test
    void wrong_usage_is_status_2() {
        assertThat(replay("--swap", "--undo").status()).isEqualTo(2);
        assertThat(Calls.run("replay").status()).isEqualTo(2);
    }
}
