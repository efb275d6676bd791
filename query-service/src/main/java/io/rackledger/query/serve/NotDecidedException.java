package io.rackledger.query.serve;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The command service did not decide what was supposed. Nothing was written either way. */
final class NotDecidedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final transient HttpStatusCode status;
    private final transient ObjectNode problem;

    /**
     * With the problem that is told.
     *
     * @param status  the caller's answer
     * @param problem its body, as RFC 9457 has it
     */
    NotDecidedException(HttpStatusCode status, ObjectNode problem, @Nullable Throwable cause) {
        super(problem.path("detail").asString(""), cause);
        this.status = status;
        this.problem = problem;
    }

    /** What is to be tried again. */
    static NotDecidedException unavailable(String problem, String detail, @Nullable Throwable cause) {
        return of(HttpStatus.SERVICE_UNAVAILABLE, problem, detail, cause);
    }

    static NotDecidedException of(HttpStatus status, String problem, String detail, @Nullable Throwable cause) {
        ObjectNode body = JSON.createObjectNode()
                .put("title", status.getReasonPhrase())
                .put("status", status.value())
                .put("detail", detail)
                .put("problem", problem);
        return new NotDecidedException(status, body, cause);
    }

    HttpStatusCode status() {
        return status;
    }

    ObjectNode problem() {
        return problem;
    }
}
