package io.rackledger.quickstart.chaos;

import io.rackledger.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A broker in a JVM of its own: its folder, its port, and the port on which clients find it. */
public final class BrokerMain {
    private static final long LONGEST_LIFE_HOURS = 24;

    private BrokerMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (EmbeddedBroker broker = EmbeddedBroker.start(
                Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]))) {
            System.out.println("Serves on " + broker.bootstrapServers());
            if (new CountDownLatch(1).await(LONGEST_LIFE_HOURS, TimeUnit.HOURS)) {
                throw new IllegalStateException("nobody counts down");
            }
        }
    }
}
