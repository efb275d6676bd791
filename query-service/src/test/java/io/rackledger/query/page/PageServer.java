package io.rackledger.query.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Serves the page and the streams of the views as the API says, from what a test puts into them. A stream without
 * {@code Last-Event-ID} gets all messages of its view so far, one with it those after it. Thread-safe.
 */
final class PageServer implements AutoCloseable {
    /** How often a waiting stream looks whether it should end. */
    private static final long WAIT_MS = 500;

    private static final String STREAM = "/stream";
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript",
            "css", "text/css",
            "svg", "image/svg+xml");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, List<Message>> messages = new HashMap<>();
    private final List<Opening> openings = new ArrayList<>();
    private final Map<String, Answer> answers = new HashMap<>();
    private @Nullable String refusal;
    private boolean cut;

    private record Message(String event, String id, String data) {
        String text() {
            return "event: %s\nid: %s\ndata: %s\n\n".formatted(event, id, data.replaceAll("\\s*\n\\s*", " "));
        }
    }

    /** A stream that was asked for. */
    record Opening(
            String view, @Nullable String query, @Nullable String lastEventId) {}

    private record Answer(int status, String json) {}

    private PageServer(HttpServer server) {
        this.server = server;
    }

    static PageServer start() throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        PageServer server = new PageServer(http);
        http.setExecutor(server.threads);
        http.createContext("/", server::file);
        http.createContext("/api/", server::api);
        http.createContext("/api/views/", server::view);
        http.start();
        return server;
    }

    /** Where the page is. */
    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** Sends a message on all streams of a view, now and later; a snapshot replaces what was sent before. */
    synchronized void send(String view, String event, String id, String data) {
        List<Message> all = messages.computeIfAbsent(view, key -> new ArrayList<>());
        all.add(new Message(event, id, data));
        notifyAll();
    }

    /** Answers a path, whatever its query, with JSON; until then the catalogue is empty, and all else not found. */
    synchronized void answer(String path, int status, String json) {
        answers.put(path, new Answer(status, json));
    }

    /** Forgets a view's messages, so that its next stream starts with what is sent from now on. */
    synchronized void forget(String view) {
        messages.remove(view);
    }

    /** Ends all streams, and all new ones at once, until it is restored. */
    synchronized void cut() {
        cut = true;
        notifyAll();
    }

    synchronized void restore() {
        cut = false;
    }

    /** Answers questions whose query holds this text with 400; null for none. */
    synchronized void refuse(@Nullable String queryPart) {
        refusal = queryPart;
    }

    /** The streams that were asked for, in order. */
    synchronized List<Opening> openings(String view) {
        return openings.stream().filter(opening -> opening.view().equals(view)).toList();
    }

    private void view(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String query = exchange.getRequestURI().getQuery();
        String view = path.substring("/api/views/".length()).replace(STREAM, "");
        if (isRefused(query)) {
            answer(
                    exchange,
                    400,
                    "application/problem+json",
                    "{\"detail\":\"no buyer is called so\"}".getBytes(StandardCharsets.UTF_8));
        } else if (path.endsWith(STREAM)
                && open(new Opening(view, query, exchange.getRequestHeaders().getFirst("Last-Event-ID")))) {
            stream(exchange, view);
        } else if (answered(path) != null) {
            api(exchange);
        } else {
            exchange.close();
        }
    }

    private void api(HttpExchange exchange) throws IOException {
        Answer answer = answered(exchange.getRequestURI().getPath());
        if (answer == null) {
            answer = new Answer(404, "{}");
        }
        byte[] body = answer.json().getBytes(StandardCharsets.UTF_8);
        answer(exchange, answer.status(), "application/json", body);
    }

    private synchronized @Nullable Answer answered(String path) {
        Answer none = path.equals("/api/views") ? new Answer(200, "{\"views\":[]}") : null;
        return answers.getOrDefault(path, none);
    }

    private synchronized boolean isRefused(@Nullable String query) {
        return refusal != null && query != null && query.contains(refusal);
    }

    private synchronized boolean open(Opening opening) {
        openings.add(opening);
        return !cut;
    }

    private void stream(HttpExchange exchange, String view) throws IOException {
        String last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write("retry: 200\n\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
            for (Message message = after(view, last); message != null; message = after(view, message.id())) {
                out.write(message.text().getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        }
    }

    /** The message after the one with this id; null once the streams are cut. */
    private synchronized @Nullable Message after(String view, @Nullable String id) {
        while (!cut && !threads.isShutdown()) {
            List<Message> all = messages.getOrDefault(view, List.of());
            List<String> ids = all.stream().map(Message::id).toList();
            int next = ids.lastIndexOf(id) + 1;
            if (next < all.size()) {
                return all.get(next);
            }
            await();
        }
        return null;
    }

    private void await() {
        try {
            wait(WAIT_MS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted while streaming", interrupted));
        }
    }

    private void file(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String resource = path.startsWith("/webjars/")
                ? "/META-INF/resources" + path
                : "/static" + (path.equals("/") ? "/index.html" : path);
        try (InputStream file = PageServer.class.getResourceAsStream(resource)) {
            if (file == null) {
                answer(exchange, 404, "text/plain", new byte[0]);
            } else {
                String extension = resource.substring(resource.lastIndexOf('.') + 1);
                answer(exchange, 200, TYPES.getOrDefault(extension, "application/octet-stream"), file.readAllBytes());
            }
        }
    }

    private static void answer(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.getResponseHeaders().add("Content-Security-Policy", "default-src 'self'");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        cut();
        server.stop(0);
        threads.shutdownNow();
    }
}
