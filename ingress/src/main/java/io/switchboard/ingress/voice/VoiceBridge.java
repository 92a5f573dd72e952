package io.switchboard.ingress.voice;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.contract.phone.Mask;
import io.switchboard.cxone.voice.VoiceFrame;
import io.switchboard.cxone.voice.VoiceListener;
import io.switchboard.service.HealthChecks;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts what the voice socket says on the log. It blocks the socket's reading thread when Kafka is
 * slow, so nothing is dropped and nothing piles up. Without a connection ingress stays ready: its
 * webhooks do not depend on it.
 */
final class VoiceBridge implements VoiceListener {
  private static final Logger LOG = LoggerFactory.getLogger(VoiceBridge.class);
  private static final String CHECK = "voice";

  private final VoicePublisher voicePublisher;
  private final HealthChecks health;
  private final MeterRegistry meters;
  private final Clock clock;
  private final DowntimeTracker downtime = new DowntimeTracker(System::nanoTime);

  VoiceBridge(
      VoicePublisher voicePublisher, HealthChecks health, MeterRegistry meters, Clock clock) {
    this.voicePublisher = voicePublisher;
    this.health = health;
    this.meters = meters;
    this.clock = clock;
    health.paused(CHECK, "connecting");
    FunctionCounter.builder("voice_downtime_seconds_total", downtime, DowntimeTracker::seconds)
        .description("Time without a voice connection: digits pressed then are lost to us")
        .register(meters);
  }

  @Override
  public void onFrame(VoiceFrame frame) {
    switch (frame) {
      case VoiceFrame.DtmfFrame dtmf -> digit(dtmf);
      case VoiceFrame.CallEndFrame end -> {
        count("call_end");
        voicePublisher.put(VoiceRecord.of(end, clock.instant()));
      }
      case VoiceFrame.OtherFrame(var type) -> {
        count("other");
        LOG.debug("voice frame of type {} left alone", type);
      }
    }
  }

  private void digit(VoiceFrame.DtmfFrame frame) {
    var record = VoiceRecord.of(frame, clock.instant());
    if (record.isEmpty()) {
      count("malformed");
      LOG.warn("call {}: not a key of a telephone, left alone", Mask.text(frame.callId()));
      return;
    }
    count("digit");
    voicePublisher.put(record.get());
  }

  @Override
  public void onState(boolean connected, String detail) {
    downtime.set(connected);
    if (connected) {
      health.up(CHECK, "connected");
    } else {
      health.paused(CHECK, detail);
    }
  }

  @Override
  public void onEnded(Throwable cause) {
    downtime.set(false);
    health.failed(CHECK, "its thread ended by " + cause.getClass().getSimpleName());
  }

  private void count(String what) {
    Counter.builder("voice_frames_total")
        .description("voice events by what was done with them")
        .tag("what", what)
        .register(meters)
        .increment();
  }
}
