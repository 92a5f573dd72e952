package io.switchboard.ingress.voice;

import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.topic.Topic;
import io.switchboard.cxone.limit.RateLimiter;
import io.switchboard.cxone.settings.CxoneSettings;
import io.switchboard.cxone.token.TokenSource;
import io.switchboard.cxone.voice.VoiceSocket;
import io.switchboard.ingress.publishing.Publisher;
import io.switchboard.service.HealthChecks;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** The voice bridge with its socket, its tokens and its publisher, as one part of ingress. */
public final class VoiceComponent implements AutoCloseable {
  private static final Duration RETRY_INTERVAL = Duration.ofMillis(200);

  private final VoiceSocket socket;
  private final TokenSource tokens;
  private final VoicePublisher voicePublisher;

  private VoiceComponent(VoiceSocket socket, TokenSource tokens, VoicePublisher voicePublisher) {
    this.socket = socket;
    this.tokens = tokens;
    this.voicePublisher = voicePublisher;
  }

  /**
   * The tenant whose voice socket is to be bridged; empty when {@code CXONE_VOICE_URL} is unset.
   * Notes what is missing otherwise.
   */
  public static Optional<CxoneSettings> read(Environment environment) {
    if (environment.text("CXONE_VOICE_URL").isEmpty()) {
      return Optional.empty();
    }
    var tenant = CxoneSettings.read(environment::text, environment::problem);
    if (tenant.isEmpty()) {
      environment.problem(
          "CXONE_BASE_URL", "is not set, but CXONE_VOICE_URL is", "https://api.example.com");
    }
    return tenant;
  }

  /**
   * Starts it; neither CXone nor Kafka need be there yet.
   *
   * @param settings from {@link #read}
   * @param publisher that retries for ever; to be closed after this
   */
  public static VoiceComponent start(
      CxoneSettings settings,
      Publisher publisher,
      Topic<String, CallEvent> topic,
      HealthChecks health,
      MeterRegistry meters) {
    var url = Objects.requireNonNull(settings.voiceUrl(), "CXONE_VOICE_URL");
    var voicePublisher = new VoicePublisher(publisher, topic, RETRY_INTERVAL, meters);
    var bridge = new VoiceBridge(voicePublisher, health, meters, Clock.systemUTC());
    var tokens = new TokenSource(settings, new RateLimiter(settings.rateLimit()), meters);
    var socket = VoiceSocket.open(url, settings.connectTimeout(), tokens, bridge, meters);
    return new VoiceComponent(socket, tokens, voicePublisher);
  }

  @Override
  public void close() {
    socket.close();
    tokens.close();
    voicePublisher.close();
  }
}
