package io.rackledger.quickstart.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Hands bytes on between clients and a broker, well or badly. While the broker is away, connections end at once.
 * Thread-safe.
 *
 * <pre>
 * state     | what passes
 * ----------+----------------------------------------------------------------
 * FLOWING   | everything
 * LATE      | everything, each piece after a while
 * HALF_OPEN | nothing, and what comes is lost; connections stay open for all to see. Of one that lost something nothing
 *           | passes any more, as nothing would after a gap in TCP, and it can only be cut
 * </pre>
 */
final class FaultyProxy implements AutoCloseable {
    private static final int BUFFER = 64 << 10;
    private static final int BACKLOG = 50;
    private static final Duration LATE = Duration.ofMillis(300);

    /** How bytes pass. */
    enum Passing {
        FLOWING,
        LATE,
        HALF_OPEN
    }

    private final ServerSocket server;
    private final int brokerPort;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile Passing passing = Passing.FLOWING;

    FaultyProxy(int brokerPort) throws IOException {
        this.brokerPort = brokerPort;
        this.server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("faulty-proxy").start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** From now on bytes pass so. */
    void pass(Passing how) {
        passing = how;
    }

    /** Closes all connections; new ones may be made. */
    void cut() {
        sockets.forEach(this::close);
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                Socket client = server.accept();
                Thread.ofVirtual().name("faulty-proxy-client").start(() -> serve(client));
            }
        } catch (IOException closed) {
            cut();
        }
    }

    private void serve(Socket client) {
        Socket broker = new Socket();
        AtomicBoolean broken = new AtomicBoolean();
        sockets.add(client);
        sockets.add(broker);
        try {
            broker.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), brokerPort));
            Thread.ofVirtual().name("faulty-proxy-broker").start(() -> pump(broker, client, broken));
            pump(client, broker, broken);
        } catch (IOException away) {
            close(client);
            close(broker);
        }
    }

    /** Until one of the two ends. */
    private void pump(Socket from, Socket to, AtomicBoolean broken) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                Passing how = passing;
                if (how == Passing.LATE) {
                    LockSupport.parkNanos(LATE.toNanos());
                }
                if (how == Passing.HALF_OPEN) {
                    broken.set(true);
                }
                if (!broken.get()) {
                    out.write(buffer, 0, n);
                }
            }
        } catch (IOException ended) {
            close(from);
        }
        close(to);
    }

    private void close(Socket socket) {
        sockets.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("a socket that doesn't close", e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }
}
