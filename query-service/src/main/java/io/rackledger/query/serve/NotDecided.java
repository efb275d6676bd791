package io.rackledger.query.serve;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What the command service did not decide is told with its problem, and with when to try again where that helps. */
@RestControllerAdvice
final class NotDecided {
    private static final String RETRY_SECONDS = "1";

    @ExceptionHandler
    ResponseEntity<?> told(NotDecidedException e) {
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(e.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (e.status().equals(HttpStatus.SERVICE_UNAVAILABLE)) {
            answer.header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        }
        return answer.body(e.problem());
    }
}
