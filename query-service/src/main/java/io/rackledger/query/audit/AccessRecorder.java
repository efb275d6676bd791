package io.rackledger.query.audit;

import io.rackledger.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Records every question to the log before it is answered; what can't be recorded gets 503. */
final class AccessRecorder implements HandlerInterceptor, WebMvcConfigurer {
    private static final Logger LOG = LoggerFactory.getLogger(AccessRecorder.class);
    private static final String RETRY_SECONDS = "5";

    private final AccessLog log;
    private final Clock clock;

    AccessRecorder(AccessLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this)
                .addPathPatterns("/api/ledger/events/**", "/api/ledger/events.zip", "/api/ledger/export")
                .addPathPatterns("/api/ledger/access", "/api/ledger/epcis");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        Principal principal = request.getUserPrincipal();
        try {
            log.record(new AccessLog.Access(
                    clock.instant(),
                    principal == null ? "local" : principal.getName(),
                    request.getRemoteAddr(),
                    request.getMethod(),
                    request.getRequestURI(),
                    request.getQueryString()));
            return true;
        } catch (IOException e) {
            LOG.error("Who looks at the log can't be recorded, so nobody does", e);
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
            Problems.write(
                    response,
                    Problems.of(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "who looks at the log can't be recorded: " + e.getMessage()));
            return false;
        }
    }
}
