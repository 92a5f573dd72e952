package io.switchboard.ingress.http;

import io.switchboard.ingress.authentication.Authentication;
import io.switchboard.ingress.limits.Limits;
import io.switchboard.ingress.limits.RateLimits;
import io.switchboard.ingress.tls.TlsSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where and how ingress listens.
 *
 * @param host the address of the main port and of the TLS port
 * @param port 0 for any free one
 * @param tls null for none
 * @param keepAlive how long connections of admitted senders stay open between requests:
 *     authenticated, or on loopback where no authentication is set
 */
public record HttpSettings(
    String host,
    int port,
    @Nullable TlsSettings tls,
    Authentication authentication,
    Limits limits,
    RateLimits rates,
    Duration keepAlive) {}
