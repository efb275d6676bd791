package io.rackledger.query.webhook;

import java.net.URI;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where webhooks may point: this machine, and the hosts that its owner named. Otherwise whoever can register one could
 * have this service ask others in its name.
 */
public final class Receivers {
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final String LOOPBACK = "localhost|127(\\.\\d{1,3}){3}|\\[::1]";

    private final Set<String> allowed;

    public Receivers(Collection<String> allowedHosts) {
        this.allowed =
                allowedHosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }

    /** Why nothing is sent there; null if it may be. */
    public @Nullable String refusal(URI url) {
        String host = url.getHost();
        if (!SCHEMES.contains(String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT)) || host == null) {
            return "an absolute URL of http or https";
        }
        if (url.getUserInfo() != null || url.getFragment() != null) {
            return "a URL without user and fragment";
        }
        String name = host.toLowerCase(Locale.ROOT);
        return name.matches(LOOPBACK) || allowed.contains(name)
                ? null
                : "'" + host + "' is neither this machine nor named in rackledger.webhooks.allowed-hosts";
    }
}
