package io.rackledger.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Clients of one stream, each with a connection of its own, and what each of them saw when. Thread-safe. */
final class Subscribers implements AutoCloseable {
    private static final Duration OPEN_LIMIT = Duration.ofMinutes(2);

    private final List<Client> clients = new ArrayList<>();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    /**
     * A frame that came in.
     *
     * @param position up to which it shows the ledger
     * @param nanos    of the clock of this JVM
     */
    record Seen(long position, long nanos) {}

    private Subscribers() {}

    /** Subscribes, and returns once each has its first frame. */
    static Subscribers of(URI stream, int count) throws IOException, InterruptedException {
        Subscribers subscribers = new Subscribers();
        CountDownLatch open = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            Client client = subscribers.new Client(stream, open);
            subscribers.clients.add(client);
            Thread.ofVirtual().name("subscriber-" + i).start(client);
        }
        if (!open.await(OPEN_LIMIT.toNanos(), TimeUnit.NANOSECONDS)) {
            subscribers.close();
            throw new IOException(open.getCount() + " of " + count + " got no frame within " + OPEN_LIMIT);
        }
        return subscribers;
    }

    /** What each of them saw until now, in its order. */
    List<List<Seen>> seen() {
        return clients.stream().map(Client::seen).toList();
    }

    /** Those whose stream ended. */
    long gone() {
        return clients.stream().filter(client -> client.gone).count();
    }

    private final class Client implements Runnable {
        private static final String ID = "id: ";

        private final URI stream;
        private final CountDownLatch open;
        private final List<Seen> seen = new ArrayList<>();
        private volatile boolean gone;

        Client(URI stream, CountDownLatch open) {
            this.stream = stream;
            this.open = open;
        }

        @Override
        public void run() {
            try (Stream<String> lines = http.send(
                            HttpRequest.newBuilder(stream).build(), HttpResponse.BodyHandlers.ofLines())
                    .body()) {
                lines.filter(line -> line.startsWith(ID)).forEach(this::saw);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException | RuntimeException e) {
                System.getLogger(Subscribers.class.getName()).log(System.Logger.Level.DEBUG, "a stream broke off", e);
            }
            gone = true;
        }

        private synchronized void saw(String line) {
            long position = Long.parseLong(line.substring(ID.length()).split(":", -1)[1]);
            seen.add(new Seen(position, System.nanoTime()));
            open.countDown();
        }

        private synchronized List<Seen> seen() {
            return List.copyOf(seen);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
