package io.rackledger.query.serve;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One request on a connection of its own, read as slowly as a test likes. In HTTP/1.0, whose bodies come unwrapped. */
final class Wire implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LIMIT = Duration.ofSeconds(40);

    private final Socket socket = new Socket();
    private final InputStream in;

    /** One event of a stream. */
    record Event(String name, String id, JsonNode data) {
        long position() {
            return Long.parseLong(id.split(":", -1)[1]);
        }
    }

    Wire(int port) {
        this(port, 0);
    }

    /** A connection whose client takes no more than so many bytes before it reads them; 0 for as many as usual. */
    Wire(int port, int receiveBuffer) {
        try {
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.setSoTimeout((int) LIMIT.toMillis());
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) LIMIT.toMillis());
            in = new BufferedInputStream(socket.getInputStream(), 4096);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens a stream of server-sent events. */
    static Wire stream(int port, String path, @Nullable String lastEventId) {
        Wire wire = new Wire(port);
        wire.openStream(path, lastEventId);
        return wire;
    }

    void openStream(String path, @Nullable String lastEventId) {
        ask("GET", path, new byte[0], lastEventId == null ? List.of() : List.of("Last-Event-ID: " + lastEventId));
        int status = status();
        if (status != 200) {
            throw new AssertionError(status + " " + rest());
        }
    }

    void ask(String method, String path, byte[] body, List<String> headers) {
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.0\r\nHost: 127.0.0.1\r\n");
        headers.forEach(header -> head.append(header).append("\r\n"));
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        try {
            OutputStream out = socket.getOutputStream();
            out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
            out.write(body);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the head of the answer. */
    int status() {
        String first = line();
        if (first == null) {
            throw new AssertionError("no answer");
        }
        for (String line = line(); line != null && !line.isEmpty(); line = line()) {}
        return Integer.parseInt(first.split(" ", 3)[1]);
    }

    String rest() {
        try {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next event, whole; null at the end of the stream. */
    @Nullable
    Event next() {
        String name = "";
        String id = "";
        String data = "";
        for (String line = line(); line != null; line = line()) {
            if (line.startsWith("event: ")) {
                name = line.substring(7);
            } else if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("data: ")) {
                data = line.substring(6);
            } else if (line.isEmpty() && !name.isEmpty()) {
                return new Event(name, id, JSON.readTree(data));
            }
        }
        return null;
    }

    /** Reads so many bytes, or fewer where no more come in time, and forgets them. */
    void skip(int most, Duration limit) {
        try {
            socket.setSoTimeout((int) limit.toMillis());
            in.skipNBytes(most);
        } catch (SocketTimeoutException e) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable String line() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            for (int c = in.read(); c >= 0; c = in.read()) {
                if (c == '\n') {
                    return line.toString(StandardCharsets.UTF_8).replace("\r", "");
                }
                line.write(c);
            }
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
