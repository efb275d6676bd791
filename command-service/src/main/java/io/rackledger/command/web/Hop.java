package io.rackledger.command.web;

import io.rackledger.ledger.kafka.Instance;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The way from this instance to another, over HTTP, and what is on it. Thread-safe. */
final class Hop implements AutoCloseable {
    /** Of a forwarded request: the id of the instance that it is meant for, which handles it, whoever writes by then. */
    static final String TO = "Rackledger-Forwarded-To";

    /** Of the answer to a forwarded request: the id of the instance that gave it. */
    static final String BY = "Rackledger-Answered-By";

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(1);

    private record OnItsWay(Instance to, Runnable abandon) {}

    private final Set<OnItsWay> onTheirWay = ConcurrentHashMap.newKeySet();
    private @Nullable HttpClient client;

    /** Made when it is needed first: it takes a while, and most services never need it. */
    synchronized HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT_LIMIT)
                    .build();
        }
        return client;
    }

    static HttpRequest.Builder request(Instance to, String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create(to.address() + pathAndQuery)).header(TO, to.id());
    }

    /** Whether it was that instance that answered, and not something else that listens there now. */
    static boolean isBy(Instance to, HttpResponse<?> response) {
        return response.headers().firstValue(BY).filter(to.id()::equals).isPresent();
    }

    /** Whether nothing was sent. */
    static boolean isUnsent(@Nullable Throwable fault) {
        return fault instanceof ConnectException || fault instanceof HttpConnectTimeoutException;
    }

    /**
     * Notes that something is on its way, until the returned action runs.
     *
     * @param abandon what to do if the other instance is gone meanwhile: it may never break the connection
     */
    Runnable begin(Instance to, Runnable abandon) {
        OnItsWay begun = new OnItsWay(to, abandon);
        onTheirWay.add(begun);
        return () -> onTheirWay.remove(begun);
    }

    /** Abandons what is on its way to instances other than these. */
    void keep(Collection<Instance> instances) {
        onTheirWay.stream()
                .filter(each -> !instances.contains(each.to()))
                .forEach(each -> each.abandon().run());
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.shutdownNow();
        }
    }
}
