package io.rackledger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A server that behaves like the API over real HTTP, with answers made up by the test. */
final class FakeServer implements AutoCloseable {
    static {
        // Read once by the JDK's server; without it every short answer waits for a delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    final AtomicInteger requests = new AtomicInteger();
    final List<String> received = Collections.synchronizedList(new ArrayList<>());

    FakeServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Answers each line of an import while it reads; where the answer is {@code null} the stream breaks off. */
    FakeServer importing(Function<String, String> answer) {
        return lines("/api/import", answer);
    }

    /** Answers each line of a check while it reads. */
    FakeServer deciding(Function<String, String> answer) {
        return lines("/api/decide", answer);
    }

    private FakeServer lines(String path, Function<String, String> answer) {
        server.createContext(path, exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            BufferedReader in = new BufferedReader(new InputStreamReader(exchange.getRequestBody(), UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                received.add(line);
                String answered = answer.apply(line);
                if (answered == null) {
                    breakOff(exchange);
                    return;
                }
                out.write((answered + "\n").getBytes(UTF_8));
                out.flush();
            }
            exchange.close();
        });
        return this;
    }

    /** Answers with a status and a text. */
    FakeServer answering(String path, int status, String text) {
        server.createContext(path, exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] bytes = text.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        return this;
    }

    /** Announces more than it sends. */
    FakeServer breakingOffAfter(String path, String text) {
        server.createContext(path, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(text.getBytes(UTF_8));
            exchange.getResponseBody().flush();
            breakOff(exchange);
        });
        return this;
    }

    /** The server drops the connection of an exchange that fails, so the end of the stream never comes. */
    private static void breakOff(HttpExchange exchange) {
        throw new IllegalStateException("the test breaks off " + exchange.getRequestURI());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
