package io.rackledger.command.web;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** How requests that can't be answered are told so. */
@RestControllerAdvice
final class ProblemAdvice {
    private static final String RETRY_SECONDS = "1";

    @ExceptionHandler
    ResponseEntity<?> told(ErrorResponseException e) {
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(e.getStatusCode()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (e.getStatusCode() == HttpStatus.SERVICE_UNAVAILABLE) {
            answer.header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        }
        return answer.body(e.getBody());
    }

    @ExceptionHandler
    ResponseEntity<?> malformed(MalformedCommandException e) {
        return ResponseEntity.badRequest()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Answers.malformed(e));
    }
}
