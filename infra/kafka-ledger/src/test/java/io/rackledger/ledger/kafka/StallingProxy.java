package io.rackledger.ledger.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Hands bytes on between clients and a broker, until it is told to hold them. Connections stay open all the while. */
final class StallingProxy implements AutoCloseable {
    private static final int BUFFER = 64 << 10;

    private final ServerSocket server;
    private final int brokerPort;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Semaphore flows = new Semaphore(1);
    private final AtomicInteger lost = new AtomicInteger();
    private volatile boolean losing;

    StallingProxy(int brokerPort) throws IOException {
        this.brokerPort = brokerPort;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** From now on, nothing passes. */
    void stall() {
        flows.acquireUninterruptibly();
    }

    /** What was held passes, and all that comes behind it. */
    void flow() {
        flows.release();
    }

    /** From now on what the broker says is lost, or no more; what it says later passes. No network does that: others do. */
    void lose(boolean all) {
        lost.set(0);
        losing = all;
    }

    /** How many pieces got lost since. */
    int lost() {
        return lost.get();
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                Socket client = server.accept();
                Socket broker = new Socket();
                sockets.add(client);
                sockets.add(broker);
                Thread.ofVirtual().start(() -> serve(client, broker));
            }
        } catch (IOException e) {
            closeAll();
        }
    }

    private void serve(Socket client, Socket broker) {
        try {
            broker.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), brokerPort));
            Thread.ofVirtual().start(() -> pump(broker, client, true));
            pump(client, broker, false);
        } catch (IOException e) {
            close(client);
        }
    }

    private void pump(Socket from, Socket to, boolean answers) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                flows.acquireUninterruptibly();
                flows.release();
                if (answers && losing) {
                    lost.incrementAndGet();
                } else {
                    out.write(buffer, 0, n);
                }
            }
        } catch (IOException e) {
            close(from);
        }
        close(to);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("a socket that doesn't close", e);
        }
    }

    private void closeAll() {
        sockets.forEach(StallingProxy::close);
    }

    @Override
    public void close() throws IOException {
        server.close();
        closeAll();
    }
}
