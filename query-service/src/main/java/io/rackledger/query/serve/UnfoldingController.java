package io.rackledger.query.serve;

import io.rackledger.events.EntityId;
import io.rackledger.events.OrderId;
import io.rackledger.events.ProgrammeId;
import io.rackledger.ledger.Ledger;
import io.rackledger.query.fold.BadQuestionException;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.fold.View;
import io.rackledger.query.follow.LedgerEvents;
import io.rackledger.query.follow.Tale;
import io.rackledger.query.follow.Unfolding;
import io.rackledger.web.Problems;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * How one order or one programme came to be what it is, step by step; over what the ledger had acknowledged when it was
 * asked. Each step is worked out when it is sent, so a client that goes ends the work.
 */
@RestController
final class UnfoldingController {
    private static final Logger LOG = LoggerFactory.getLogger(UnfoldingController.class);
    private static final int MOST_STEPS = 10_000;
    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private final Ledger ledger;
    private final LedgerEvents events;
    private final List<View> views;
    private final AnswerWriter writer;
    private final List<Fold<?>> folds;
    private volatile boolean closed;

    UnfoldingController(Ledger ledger, LedgerEvents events, List<View> views, AnswerWriter writer) {
        this.ledger = ledger;
        this.events = events;
        this.views = List.copyOf(views);
        this.writer = writer;
        this.folds = views.stream()
                .flatMap(view -> view.folds().stream())
                .distinct()
                .<Fold<?>>map(fold -> fold)
                .toList();
    }

    /** Nobody ever spoke of it. */
    private static final class UntoldException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UntoldException(String message) {
            super(message);
        }
    }

    @ExceptionHandler
    ResponseEntity<?> untold(UntoldException e) {
        return ResponseEntity.status(HttpStatus.NOT_FOUND)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problems.of(HttpStatus.NOT_FOUND, String.valueOf(e.getMessage())));
    }

    @GetMapping("/api/orders/{id}/replay")
    void order(
            @PathVariable String id,
            @RequestParam Map<String, String> query,
            @RequestHeader HttpHeaders headers,
            HttpServletResponse response)
            throws IOException {
        OrderId order = new OrderId(checked(id));
        tell(size -> Tale.of(order, events::about, size), query, headers, response);
    }

    @GetMapping("/api/programmes/{id}/replay")
    void programme(
            @PathVariable String id,
            @RequestParam Map<String, String> query,
            @RequestHeader HttpHeaders headers,
            HttpServletResponse response)
            throws IOException {
        ProgrammeId programme = new ProgrammeId(checked(id));
        tell(size -> Tale.of(programme, events::about, size), query, headers, response);
    }

    private static String checked(String id) {
        if (!EntityId.PATTERN.matcher(id).matches()) {
            throw new BadQuestionException("id", "an id is 1 to 63 characters of a-z, 0-9 and '-'");
        }
        return id;
    }

    /** Holds the request's own thread, which is a virtual one, for as long as the client stays. */
    private void tell(
            LongFunction<Tale> tales, Map<String, String> query, HttpHeaders headers, HttpServletResponse response)
            throws IOException {
        UnfoldingQuestion question = UnfoldingQuestion.read(ledger.name(), query);
        UnfoldingForm form = UnfoldingForm.accepted(String.join(",", headers.getOrEmpty(HttpHeaders.ACCEPT)));
        long size = ledger.head().size();
        Tale tale = tales.apply(size);
        if (tale.events().isEmpty()) {
            throw new UntoldException("no event tells of " + tale.about());
        }
        if (form == UnfoldingForm.EVENT_STREAM && UnfoldingForm.END_ID.equals(headers.getFirst(LAST_EVENT_ID))) {
            // A browser's stream that has the end comes back by itself, until it is told that there is no more.
            response.setStatus(HttpStatus.NO_CONTENT.value());
            return;
        }
        Unfolding unfolding = new Unfolding(tale, question.manner(), folds);
        if (unfolding.steps() > MOST_STEPS) {
            throw new BadQuestionException(
                    "from", unfolding.steps() + " steps are more than " + MOST_STEPS + ": narrow 'from' and 'to'");
        }
        response.setContentType(form.mediaType());
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        UnfoldingFrames frames = new UnfoldingFrames(writer, views, tale, size - 1, unfolding.steps());
        try {
            send(unfolding, frames, question, form.open(response.getOutputStream(), writer));
        } catch (IOException e) {
            LOG.debug("Who had asked for the replay of {} is gone", tale.about(), e);
        }
    }

    private void send(Unfolding unfolding, UnfoldingFrames frames, UnfoldingQuestion question, UnfoldingForm.Writer out)
            throws IOException {
        out.write(frames.start(question, unfolding.now()));
        while (unfolding.hasNext() && !closed) {
            LockSupport.parkNanos(question.between().toNanos());
            out.write(frames.step(unfolding.next()));
        }
        if (!closed) {
            out.end(frames.end());
        }
    }

    /** Ends all within a step. */
    void close() {
        closed = true;
    }
}
