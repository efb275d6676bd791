package io.rackledger.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Errors as problem details, RFC 9457. */
public final class Problems {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Problems() {}

    /** A problem with a status and what to do about it. */
    public static ProblemDetail of(HttpStatus status, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(status.getReasonPhrase());
        return problem;
    }

    /** A problem that names its kind: {@code problem}, such as {@code ledger-unavailable}. */
    public static ProblemDetail of(HttpStatus status, String problem, String detail) {
        ProblemDetail details = of(status, detail);
        details.setProperty("problem", problem);
        return details;
    }

    /** Writes a problem where no controller can answer. */
    public static void write(HttpServletResponse response, ProblemDetail problem) throws IOException {
        ObjectNode body = JSON.createObjectNode()
                .put("title", problem.getTitle())
                .put("status", problem.getStatus())
                .put("detail", problem.getDetail());
        response.setStatus(problem.getStatus());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(JSON.writeValueAsBytes(body));
    }
}
