package io.rackledger.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The health check of the containers, run as they run it. */
class HealthyTest {
    private static final int LIMIT_SECONDS = 20;

    @ParameterizedTest
    @CsvSource({"200, true", "503, false", "421, false", "404, false"})
    void only_an_answer_of_200_is_healthy(int status, boolean healthy) throws IOException, InterruptedException {
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI() + " of "
                    + exchange.getRequestHeaders().getFirst("Host").split(":")[0]);
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        try {
            assertThat(isHealthy(server.getAddress().getPort())).isEqualTo(healthy);
            assertThat(asked).containsExactly("/actuator/health of localhost");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void where_nobody_listens_nothing_is_healthy() throws IOException, InterruptedException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertThat(isHealthy(port)).isFalse();
    }

    private static boolean isHealthy(int port) throws IOException, InterruptedException {
        Process check = new ProcessBuilder(
                        ComposeFile.ROOT.resolve("infra/deploy/healthy.sh").toString(), String.valueOf(port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(check.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        return check.exitValue() == 0;
    }
}
