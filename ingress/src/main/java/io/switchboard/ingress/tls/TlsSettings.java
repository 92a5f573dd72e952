package io.switchboard.ingress.tls;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The TLS port.
 *
 * @param port 0 for any free one
 * @param certificate PEM: the server's certificate and what leads to its authority
 * @param key PEM: its private key (PKCS#8, not encrypted)
 * @param clientAuthority PEM: whose client certificates prove a sender, or null
 */
public record TlsSettings(int port, Path certificate, Path key, @Nullable Path clientAuthority) {}
