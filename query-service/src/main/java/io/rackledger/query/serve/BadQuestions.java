package io.rackledger.query.serve;

import io.rackledger.query.fold.BadQuestionException;
import io.rackledger.web.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What was asked wrongly is named. */
@RestControllerAdvice
final class BadQuestions {
    @ExceptionHandler
    ResponseEntity<?> unknown(UnknownViewException e) {
        return notFound(e);
    }

    @ExceptionHandler
    ResponseEntity<?> unknown(UnknownReplayException e) {
        return notFound(e);
    }

    private static ResponseEntity<?> notFound(RuntimeException e) {
        return ResponseEntity.status(HttpStatus.NOT_FOUND)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problems.of(HttpStatus.NOT_FOUND, String.valueOf(e.getMessage())));
    }

    @ExceptionHandler
    ResponseEntity<?> bad(BadQuestionException e) {
        ProblemDetail problem = Problems.of(HttpStatus.BAD_REQUEST, "malformed", e.parameter() + ": " + e.getMessage());
        problem.setProperty("field", e.parameter());
        return ResponseEntity.badRequest()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
