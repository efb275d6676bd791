package io.rackledger.house;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;

/** Waits that end only if something else does. */
final class Waits {
    /** Who may wait so, as {@code class -> type.method}, and why it ends all the same. */
    static final Map<String, String> EXPLAINED = Map.of(
            "io.rackledger.command.web.ImportController -> Thread.join",
            "the spool is complete by then, and completing it is the thread's last act",
            "io.rackledger.command.web.Importing -> Semaphore.acquire",
            "every answer gives its place back, written or not, and a decision ends within the ledger's limit",
            "io.rackledger.command.web.Spool -> Object.wait",
            "its writer completes it in a finally block, and waits for client and ledger within their limits",
            "io.rackledger.ledger.kafka.LogTail -> Semaphore.acquire",
            "the engine gives each batch back once it has read it, and closing interrupts the thread",
            "io.rackledger.ledger.kafka.LogSender -> BlockingQueue.take",
            "a worker idles until there is work, and closing interrupts it",
            "io.rackledger.quickstart.Quickstart -> CountDownLatch.await",
            "runs until it is stopped, which is what it was started for",
            "io.rackledger.witness.WitnessCommand -> CountDownLatch.await",
            "runs until it is stopped, which is what it was started for");

    private static final Map<Class<?>, List<String>> ENDLESS = Map.of(
            Future.class, List.of("get"),
            CompletableFuture.class, List.of("join"),
            Thread.class, List.of("join"),
            Process.class, List.of("waitFor"),
            CountDownLatch.class, List.of("await"),
            CyclicBarrier.class, List.of("await"),
            Condition.class, List.of("await", "awaitUninterruptibly"),
            BlockingQueue.class, List.of("take"),
            Semaphore.class, List.of("acquire", "acquireUninterruptibly"),
            Object.class, List.of("wait"));

    private Waits() {}

    static boolean endless(JavaAccess<?> access) {
        if (!(access.getTarget() instanceof CodeUnitAccessTarget target)
                || !target.getRawParameterTypes().isEmpty()) {
            return false;
        }
        JavaClass owner = target.getOwner();
        return ENDLESS.entrySet().stream()
                .anyMatch(wait -> wait.getValue().contains(target.getName()) && owner.isAssignableTo(wait.getKey()));
    }

    static boolean explained(JavaAccess<?> access) {
        return EXPLAINED.containsKey(key(access));
    }

    /** How {@link #EXPLAINED} calls a wait. */
    static String key(JavaAccess<?> access) {
        JavaClass owner = access.getOriginOwner();
        String type = owner.getName().replaceFirst("\\$.*", "");
        return type + " -> " + access.getTargetOwner().getSimpleName() + "."
                + access.getTarget().getName();
    }
}
