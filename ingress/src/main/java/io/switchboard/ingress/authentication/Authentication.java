package io.switchboard.ingress.authentication;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates senders and readers. Without any configuration every request is admitted, and the
 * server listens on loopback only. With any configuration, access without a configured mechanism is
 * denied.
 *
 * @param keys the API keys of readers, null when none are configured
 * @param perEndpoint the mechanisms that an endpoint (for example {@code ivr-menu}) accepts; an
 *     endpoint that is not in the map accepts every configured mechanism
 */
public record Authentication(
    SenderAuthentication senders, @Nullable ApiKeys keys, Map<String, Set<Mechanism>> perEndpoint) {
  /** No authentication is configured. */
  public static final Authentication OPEN =
      new Authentication(SenderAuthentication.NONE, null, Map.of());

  private static final String BEARER = "Bearer ";

  public Authentication {
    perEndpoint = Map.copyOf(perEndpoint);
  }

  /** Whether no authentication is configured, so that only loopback may be served. */
  public boolean open() {
    return senders.configured().isEmpty() && keys == null;
  }

  /** Authenticates a request by its headers and certificate. */
  public Admission admit(String endpoint, Access access, Credentials credentials) {
    if (open()) {
      return new Admission.Admitted(Sender.LOOPBACK);
    }
    return switch (access) {
      case SENDER -> sender(endpoint, credentials);
      case READER -> reader(credentials);
    };
  }

  /** Authenticates a signed request by its signature over the body. */
  public Admission admitSigned(Credentials credentials, byte[] body, Instant now) {
    var signatures = senders.signatures();
    if (signatures == null) {
      return new Admission.Denied("webhook signatures are not configured here");
    }
    var check = signatures.verify(credentials, body, now);
    return check == SignatureCheck.VALID
        ? new Admission.Admitted(new Sender("signature", "signature"))
        : new Admission.Denied(check.detail());
  }

  private Admission sender(String endpoint, Credentials credentials) {
    var accepted = perEndpoint.getOrDefault(endpoint, senders.configured());
    var authenticated =
        header(accepted, credentials)
            .or(() -> basic(accepted, credentials))
            .or(() -> certificate(accepted, credentials));
    if (authenticated.isPresent()) {
      return new Admission.Admitted(authenticated.get());
    }
    return accepted.contains(Mechanism.SIGNATURE) && Signatures.present(credentials)
        ? new Admission.Signed()
        : new Admission.Denied(
            accepted.isEmpty()
                ? "no sender authentication is configured here"
                : "this endpoint requires one of: "
                    + String.join(
                        ", ", accepted.stream().map(Mechanism::wireName).sorted().toList()));
  }

  private Optional<Sender> header(Set<Mechanism> accepted, Credentials credentials) {
    var header = senders.header();
    if (header == null || !accepted.contains(Mechanism.HEADER)) {
      return Optional.empty();
    }
    return Optional.ofNullable(credentials.header(header.name()))
        .filter(header::matches)
        .map(_ -> new Sender("header", header.name()));
  }

  private Optional<Sender> basic(Set<Mechanism> accepted, Credentials credentials) {
    var basic = senders.basic();
    if (basic == null || !accepted.contains(Mechanism.BASIC)) {
      return Optional.empty();
    }
    return Optional.ofNullable(credentials.header("Authorization"))
        .filter(basic::matches)
        .map(_ -> new Sender("basic", basic.user()));
  }

  private static Optional<Sender> certificate(Set<Mechanism> accepted, Credentials credentials) {
    return Optional.ofNullable(credentials.certificate())
        .filter(_ -> accepted.contains(Mechanism.CERTIFICATE))
        .map(subject -> new Sender("certificate", subject));
  }

  private Admission reader(Credentials credentials) {
    if (keys == null) {
      return new Admission.Denied("no API key is configured here");
    }
    return key(credentials)
        .flatMap(keys::holder)
        .<Admission>map(Admission.Admitted::new)
        .orElseGet(() -> new Admission.Denied("X-API-Key (or a Bearer token) is missing or wrong"));
  }

  private static Optional<String> key(Credentials credentials) {
    return Optional.ofNullable(credentials.header("X-API-Key"))
        .or(
            () ->
                Optional.ofNullable(credentials.header("Authorization"))
                    .filter(text -> text.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                    .map(text -> text.substring(BEARER.length()).strip()));
  }
}
