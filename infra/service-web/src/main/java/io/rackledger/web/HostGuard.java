package io.rackledger.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers only to names of this machine and to those that were allowed; others get 421. It keeps web pages elsewhere
 * from reaching a service on loopback by a name that they point at it (DNS rebinding).
 */
public final class HostGuard extends OncePerRequestFilter {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Set<String> allowed = new HashSet<>(LOOPBACK);

    /** A guard that allows further names, without port. */
    public HostGuard(Collection<String> further) {
        further.forEach(name -> allowed.add(name.toLowerCase(Locale.ROOT)));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String host = name(request.getHeader("Host"));
        if (allowed.contains(host)) {
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setHeader("Content-Security-Policy", "default-src 'self'; style-src 'self' 'unsafe-inline'");
            chain.doFilter(request, response);
        } else {
            Problems.write(
                    response,
                    Problems.of(
                            HttpStatus.MISDIRECTED_REQUEST,
                            "this service does not answer to that host; allow it with --allow-host"));
        }
    }

    private static String name(String header) {
        if (header == null) {
            return "";
        }
        int colon = header.lastIndexOf(':');
        boolean hasPort = colon > header.lastIndexOf(']');
        return (hasPort ? header.substring(0, colon) : header).toLowerCase(Locale.ROOT);
    }
}
