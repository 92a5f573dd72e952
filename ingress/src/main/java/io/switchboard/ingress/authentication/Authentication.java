package io.switchboard.ingress.authentication;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates senders and readers. Without any configuration every request is admitted, and the
 * server listens on loopback only. With any configuration, access without a configured mechanism is
 * denied.
 */
public final class Authentication {
  /** No authentication is configured. */
  public static final Authentication OPEN =
      new Authentication(null, null, null, false, null, Map.of());

  private static final String BEARER = "Bearer ";
  private final @Nullable Signatures signatures;
  private final @Nullable StaticHeader header;
  private final @Nullable BasicCredentials basic;
  private final @Nullable ApiKeys keys;
  private final Set<Mechanism> configured = EnumSet.noneOf(Mechanism.class);
  private final Map<String, Set<Mechanism>> perEndpoint;

  /**
   * Each mechanism is null when it is not configured.
   *
   * @param certificates whether the TLS port requests and verifies client certificates
   * @param keys the API keys of readers
   * @param perEndpoint the mechanisms that an endpoint (for example {@code ivr-menu}) accepts; an
   *     endpoint that is not in the map accepts every configured mechanism
   */
  public Authentication(
      @Nullable Signatures signatures,
      @Nullable StaticHeader header,
      @Nullable BasicCredentials basic,
      boolean certificates,
      @Nullable ApiKeys keys,
      Map<String, Set<Mechanism>> perEndpoint) {
    this.signatures = signatures;
    this.header = header;
    this.basic = basic;
    this.keys = keys;
    this.perEndpoint = Map.copyOf(perEndpoint);
    configure(Mechanism.SIGNATURE, signatures != null);
    configure(Mechanism.HEADER, header != null);
    configure(Mechanism.BASIC, basic != null);
    configure(Mechanism.CERTIFICATE, certificates);
    for (var accepted : perEndpoint.values()) {
      if (!configured.containsAll(accepted)) {
        throw new IllegalArgumentException("names a mechanism that is not configured");
      }
    }
  }

  private void configure(Mechanism mechanism, boolean present) {
    if (present) {
      configured.add(mechanism);
    }
  }

  /** Whether no authentication is configured, so that only loopback may be served. */
  public boolean open() {
    return configured.isEmpty() && keys == null;
  }

  /** Authenticates a request by its headers and certificate. */
  public Admission admit(String endpoint, Access access, Credentials credentials, Instant now) {
    if (open()) {
      return new Admission.Admitted(Sender.LOOPBACK);
    }
    return switch (access) {
      case SENDER -> sender(endpoint, credentials, now);
      case READER -> reader(credentials);
    };
  }

  private Admission sender(String endpoint, Credentials credentials, Instant now) {
    var accepted = perEndpoint.getOrDefault(endpoint, configured);
    for (var mechanism : accepted) {
      var sender = sender(mechanism, credentials);
      if (sender.isPresent()) {
        return new Admission.Admitted(sender.get());
      }
    }
    if (signatures != null
        && accepted.contains(Mechanism.SIGNATURE)
        && Signatures.present(credentials)) {
      return signatures.admit(credentials, now);
    }
    return new Admission.Denied(
        accepted.isEmpty()
            ? "no sender authentication is configured here"
            : accepted.stream()
                .map(Mechanism::wireName)
                .sorted()
                .collect(Collectors.joining(", ", "this endpoint requires one of: ", "")));
  }

  private Optional<Sender> sender(Mechanism mechanism, Credentials credentials) {
    return switch (mechanism) {
      case SIGNATURE -> Optional.empty(); // needs the body
      case HEADER ->
          Optional.ofNullable(header)
              .filter(known -> known.matches(credentials.header(known.name())))
              .map(known -> new Sender("header", known.name()));
      case BASIC ->
          Optional.ofNullable(basic)
              .filter(known -> known.matches(credentials.header("Authorization")))
              .map(known -> new Sender("basic", known.user()));
      case CERTIFICATE ->
          Optional.ofNullable(credentials.certificate())
              .map(subject -> new Sender("certificate", subject));
    };
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
