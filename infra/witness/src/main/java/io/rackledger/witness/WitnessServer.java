package io.rackledger.witness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.rackledger.transparency.AddCheckpoint;
import io.rackledger.witness.Answer.Conflict;
import io.rackledger.witness.Answer.Cosign;
import io.rackledger.witness.Answer.Refusal;
import io.rackledger.witness.Witness.Said;
import io.rackledger.witness.WitnessFolder.Kept;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * A witness over HTTP: {@code POST /add-checkpoint} as c2sp.org/tlog-witness has it; {@code GET /} tells people what was
 * cosigned last, {@code GET /health} whether it can cosign. Thread-safe.
 */
final class WitnessServer implements AutoCloseable {
    private static final int MOST_AT_ONCE = 32;
    private static final String MOST_CONNECTIONS = "256";
    private static final String REQUEST_SECONDS = "5";
    private static final Duration STOP_LIMIT = Duration.ofSeconds(2);
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String SIZE = "text/x.tlog.size";
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int CONFLICT = 409;
    private static final int TOO_LARGE = 413;
    private static final int FAULT = 500;
    private static final int BUSY = 503;
    private static final int DONE = 200;

    static {
        // The JDK's server reads its limits once, when its first instance is made.
        System.setProperty("sun.net.httpserver.maxReqTime", REQUEST_SECONDS);
        System.setProperty("sun.net.httpserver.maxRspTime", REQUEST_SECONDS);
        System.setProperty("jdk.httpserver.maxConnections", MOST_CONNECTIONS);
    }

    private final Witness witness;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    private WitnessServer(Witness witness, HttpServer server) {
        this.witness = witness;
        this.server = server;
    }

    /** Starts to listen. */
    static WitnessServer start(Witness witness, InetSocketAddress address) throws IOException {
        WitnessServer started = new WitnessServer(witness, HttpServer.create(address, 0));
        started.server.setExecutor(started.threads);
        started.server.createContext("/", started::answer);
        started.server.start();
        return started;
    }

    /** Where it listens. */
    InetSocketAddress address() {
        return server.getAddress();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!places.tryAcquire()) {
                say(exchange, BUSY, TEXT, MOST_AT_ONCE + " requests are answered at once; ask again\n");
                return;
            }
            try {
                route(exchange);
            } finally {
                places.release();
            }
        }
    }

    private void route(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String method = path.equals("/add-checkpoint") ? "POST" : "GET";
        boolean known = method.equals("POST") || path.equals("/") || path.equals("/health");
        if (!known) {
            say(exchange, NOT_FOUND, TEXT, "there are POST /add-checkpoint, GET / and GET /health\n");
        } else if (!exchange.getRequestMethod().equals(method)) {
            exchange.getResponseHeaders().set("Allow", method);
            say(exchange, METHOD_NOT_ALLOWED, TEXT, method + " is what " + path + " takes\n");
        } else if (method.equals("POST")) {
            addCheckpoint(exchange);
        } else {
            tell(exchange, path.equals("/"));
        }
    }

    private void addCheckpoint(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(AddCheckpoint.MOST_BYTES + 1);
        if (body.length > AddCheckpoint.MOST_BYTES) {
            say(exchange, TOO_LARGE, TEXT, AddCheckpoint.MOST_BYTES + " bytes are the most\n");
            return;
        }
        Said said;
        try {
            said = witness.addCheckpoint(body);
        } catch (IOException e) {
            say(exchange, FAULT, TEXT, e.getMessage() + "\n");
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            say(exchange, BUSY, TEXT, "it stops\n");
            return;
        }
        switch (said.answer()) {
            case Cosign cosign -> say(exchange, DONE, TEXT, said.cosignature() + "\n");
            case Conflict conflict -> say(exchange, CONFLICT, SIZE, conflict.size() + "\n");
            case Refusal refusal -> say(exchange, refusal.why().status(), TEXT, refusal.because() + "\n");
        }
    }

    private void tell(HttpExchange exchange, boolean all) throws IOException {
        StringBuilder text = new StringBuilder(all ? "witness " + witness.key() + "\n" : "");
        int status = DONE;
        for (String origin : witness.origins()) {
            try {
                Kept kept = witness.kept(origin);
                if (all) {
                    text.append('\n')
                            .append(
                                    kept == null
                                            ? origin + "\nnothing cosigned yet\n"
                                            : kept.note().format());
                }
            } catch (IOException e) {
                status = FAULT;
                text.append('\n').append(e.getMessage()).append('\n');
            }
        }
        say(exchange, all ? DONE : status, TEXT, all || status != DONE ? text.toString() : "it cosigns\n");
    }

    private static void say(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Lets what is being answered end, within a limit. */
    @Override
    public void close() {
        server.stop((int) STOP_LIMIT.toSeconds());
        threads.shutdownNow();
    }
}
