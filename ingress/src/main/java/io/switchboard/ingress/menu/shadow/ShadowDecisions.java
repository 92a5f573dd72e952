package io.switchboard.ingress.menu.shadow;

import io.switchboard.ingress.menu.shadow.ShadowResult.Decided;
import io.switchboard.ingress.menu.shadow.ShadowResult.Undecided;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Decides on a request as ivr-streams will, from the newest session of the call and the records
 * behind it. Thread-safe.
 */
public final class ShadowDecisions {
  private final MenuDefinitions definitions = new MenuDefinitions();
  private final ReadPositions positions = new ReadPositions();
  private final CallStore calls;

  public ShadowDecisions(ShadowLimits limits) {
    this.calls = new CallStore(limits, definitions);
  }

  /** The calls that it knows. */
  public CallStore calls() {
    return calls;
  }

  /** The menus that it knows. */
  public MenuDefinitions definitions() {
    return definitions;
  }

  /** Takes in a record of {@code cxone.dtmf}. */
  public void read(ConsumerRecord<String, byte[]> record) {
    try {
      calls.read(record);
    } finally {
      positions.read(record.partition(), record.offset());
    }
  }

  /**
   * Waits until a record of {@code cxone.dtmf} has been read, or until something else makes that
   * needless; whether it was read.
   */
  public boolean awaitRead(
      int partition, long offset, CompletableFuture<?> needless, Duration timeout) {
    return positions.await(partition, offset, needless, timeout);
  }

  /**
   * The decision on a request that is on the log or on its way there; the answer is compared with
   * that of ivr-streams later.
   *
   * @param partition of {@code cxone.dtmf} that the call belongs to
   */
  public ShadowResult decide(String callId, String requestId, int partition) {
    var view = calls.view(callId, partition);
    if (view.isEmpty()) {
      return new Undecided(UndecidedReason.UNKNOWN_CALL);
    }
    var result = decide(view.get(), requestId);
    if (result instanceof Decided decided) {
      calls.expect(callId, requestId, decided);
    }
    return result;
  }

  private ShadowResult decide(CallView call, String requestId) {
    if (call.session() == null && !call.begun()) {
      return new Undecided(UndecidedReason.UNKNOWN_CALL);
    }
    if (call.session() != null && call.nextOffset() < call.partition().start()) {
      return new Undecided(UndecidedReason.LOG_GAP);
    }
    return new SessionFold(call, definitions).decide(requestId);
  }
}
