package io.rackledger.command.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.rackledger.command.axon.Handled;
import java.util.concurrent.CompletableFuture;

/** How long commands take and how they end, by command, outcome and rule. */
final class CommandMeters {
    private final MeterRegistry meters;

    CommandMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    CompletableFuture<Handled> measure(String command, CompletableFuture<Handled> handling) {
        Timer.Sample sample = Timer.start(meters);
        return handling.whenComplete((handled, fault) -> sample.stop(Timer.builder("rackledger.command")
                .description("from taking a command in to its answer")
                .tag("command", command)
                .tag("outcome", fault != null ? "fault" : outcome(handled))
                .tag("rule", handled instanceof Handled.Refused refused ? refused.rule() : "")
                .register(meters)));
    }

    private static String outcome(Handled handled) {
        return switch (handled) {
            case Handled.Accepted a -> a.repeated() ? "repeated" : "accepted";
            case Handled.Refused r -> r.repeated() ? "repeated" : "refused";
            case Handled.Malformed m -> "malformed";
            case Handled.IdReused i -> "id-reused";
            case Handled.Contested c -> "conflict";
            case Handled.Unavailable u -> "unavailable";
            case Handled.Unknown u -> "unknown";
            case Handled.TooLarge t -> "too-large";
        };
    }
}
