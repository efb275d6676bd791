package io.rackledger.query.serve;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import tools.jackson.databind.node.ObjectNode;

/** The command service did not decide what was supposed. Nothing was written either way. */
final class NotDecidedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient HttpStatusCode status;
    private final transient ObjectNode problem;

    /**
     * With the problem that is told.
     *
     * @param status  the caller's answer
     * @param problem its body, as RFC 9457 has it
     */
    NotDecidedException(
            HttpStatusCode status, ObjectNode problem, @Nullable Throwable cause) {
        super(problem.path("detail").asString(""), cause);
        this.status = status;
        this.problem = problem;
    }

    HttpStatusCode status() {
        return status;
    }

    ObjectNode problem() {
        return problem;
    }
}
