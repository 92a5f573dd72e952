package io.switchboard.ivr;

import io.switchboard.contract.event.ivr.CallDecision;
import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.event.ivr.CallOutcome;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.headers.EventType;
import io.switchboard.contract.headers.NextOffset;
import io.switchboard.contract.phone.Mask;
import io.switchboard.contract.time.Times;
import io.switchboard.ivr.menu.MenuDefinition;
import io.switchboard.ivr.session.Effect;
import io.switchboard.ivr.session.Session;
import io.switchboard.ivr.session.SessionEvent;
import io.switchboard.ivr.session.SessionEvent.DeadlinePassed;
import io.switchboard.ivr.session.SessionEvent.Received;
import io.switchboard.ivr.session.SessionMachine;
import io.switchboard.ivr.session.log.CallEventCheck;
import io.switchboard.ivr.snapshot.SessionSnapshot;
import io.switchboard.ivr.state.DeadlineIndex;
import io.switchboard.ivr.state.PartitionState;
import io.switchboard.ivr.ticks.Ticks;
import io.switchboard.streams.ProcessingErrors;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processes one partition of {@code cxone.dtmf}: loads the session, calls the session machine,
 * saves and forwards.
 *
 * <p>Before a record is applied, the deadlines that its timestamp has passed fire, each with its
 * deadline as event time: at most {@value #MAX_FIRINGS} a record, and those of the record's own
 * call in any case. The others fire with the next records. The wall clock is used for one purpose
 * only: to write a tick.
 */
final class IvrProcessor implements Processor<String, CallEvent, String, Object> {
  static final int MAX_FIRINGS = 200;
  private static final Logger LOG = LoggerFactory.getLogger(IvrProcessor.class);

  private final Ticks ticks;
  private final IvrMetrics metrics;
  private final TickTimer timer;

  @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
  private ProcessorContext<String, Object> context;

  @SuppressWarnings("NullAway.Init")
  private PartitionState state;

  private long offset; // of the current record

  IvrProcessor(Ticks ticks, IvrMetrics metrics) {
    this.ticks = ticks;
    this.metrics = metrics;
    this.timer = new TickTimer(ticks, metrics);
  }

  @Override
  public void init(ProcessorContext<String, Object> itsContext) {
    context = itsContext;
    state = new PartitionState(itsContext);
    timer.start(itsContext, state);
  }

  @Override
  public void process(Record<String, CallEvent> record) {
    ticks.logTimeReached(record.timestamp());
    offset = context.recordMetadata().map(RecordMetadata::offset).orElse(0L);
    var headers = headers(record);
    if (state.advance(record.timestamp(), receivedAt(record))) {
      metrics.logTimeWentBack(context.taskId().partition(), state.logTime());
    }
    metrics.logTime(context.taskId().partition(), state.logTime());
    try {
      state.correctSessions();
      process(record, headers, state.logTime());
    } finally {
      state.saveLogTime(); // a record that becomes a dead letter has advanced log time as well
      timer.plan();
    }
  }

  private void process(Record<String, CallEvent> record, EventHeaders headers, Instant now) {
    fire(now);
    switch (record.value()) {
      case null -> throw new UnusableCallEvent("no value");
      case CallEvent.Tick _ -> timer.tickArrived();
      case CallEvent.Activation activation -> state.activate(activation, now);
      case CallEvent.OfCall event -> apply(checked(event), headers, now);
    }
  }

  private static CallEvent.OfCall checked(CallEvent.OfCall event) {
    CallEventCheck.problem(event)
        .ifPresent(
            problem -> {
              throw new UnusableCallEvent(problem);
            });
    return event;
  }

  private void fire(Instant now) {
    for (int fired = 0; fired < MAX_FIRINGS; fired++) {
      var first = state.deadlines().first();
      if (first == null || !first.deadline().isBefore(now)) {
        return;
      }
      fire(first);
    }
  }

  /**
   * Removes a session that cannot expire, and its deadline. Otherwise every later record of the
   * partition would become a dead letter.
   */
  private void fire(DeadlineIndex.DeadlineEntry due) {
    try {
      var session = state.session(due.callId());
      if (session == null || !session.deadline().equals(due.deadline())) {
        state.deadlines().remove(due); // no known cause; harmless
      } else {
        expire(session);
      }
    } catch (RuntimeException e) {
      if (ProcessingErrors.isOutage(e)) {
        throw e; // the thread ends, and the deadline fires again
      }
      discard(due, e);
    }
  }

  private void discard(DeadlineIndex.DeadlineEntry due, RuntimeException e) {
    LOG.error(
        "Cannot expire the session of call {}; removed it without an outcome",
        Mask.text(due.callId()),
        e);
    metrics.discarded();
    state.discard(due);
  }

  private void apply(CallEvent.OfCall event, EventHeaders headers, Instant now) {
    var session = state.session(event.callId());
    for (var due = SessionMachine.overdue(session, now);
        due.isPresent();
        due = SessionMachine.overdue(session, now)) {
      fire(new DeadlineIndex.DeadlineEntry(due.get().at(), event.callId()));
      session = state.session(event.callId());
    }
    var definition =
        session == null
            ? state.definitions().inForce()
            : state.definitions().pinned(session.call().definition());
    advance(
        definition, event.callId(), session, Received.of(headers, now, event), headers, offset + 1);
  }

  private void expire(Session session) {
    metrics.deadlineFired();
    var call = session.call();
    var headers =
        new EventHeaders(
            call.firstEventId(),
            "deadline",
            IvrTopology.SOURCE,
            call.callId(),
            session.deadline(),
            session.deadline(),
            call.trace(),
            call.replayId());
    advance(
        state.definitions().pinned(call.definition()),
        call.callId(),
        session,
        new DeadlinePassed(session.deadline()),
        headers,
        offset); // the record itself is applied afterwards
  }

  private void advance(
      MenuDefinition definition,
      String callId,
      @Nullable Session before,
      SessionEvent event,
      EventHeaders cause,
      long nextOffset) {
    var transition = SessionMachine.apply(definition, before, event);
    var after = transition.session();
    // a caller may be waiting: forward the decision first; both are in one transaction
    for (var effect : transition.effects()) {
      switch (effect) {
        case Effect.Decided decided -> {
          var session = after == null ? before : after;
          forward(definition, callId, session, decided, event.at(), cause, nextOffset);
        }
        case Effect.Concluded(var causeId, var outcome) ->
            forward(callId, causeId, outcome, event.at(), cause);
      }
    }
    state.save(callId, before, after);
  }

  private void forward(
      MenuDefinition definition,
      String callId,
      @Nullable Session session,
      Effect.Decided decided,
      Instant at,
      EventHeaders cause,
      long nextOffset) {
    var reason = decided.reason().wireName();
    metrics.decided(reason);
    var snapshot = session == null ? null : SessionSnapshot.of(definition, session);
    var version = session == null ? 0 : session.version();
    var id = EventId.hash(decided.causeId(), "ivr.decision", Integer.toString(version));
    var headers =
        cause
            .derive(
                id, EventType.MENU_DECISION.wireName(), IvrTopology.SOURCE, callId, decided.at())
            .toKafka();
    NextOffset.write(headers, nextOffset);
    var decision =
        new CallDecision(
            callId,
            decided.causeId(),
            decided.at(),
            decided.turn(),
            decided.action(),
            reason,
            snapshot);
    context.forward(
        new Record<String, Object>(callId, decision, at.toEpochMilli(), headers),
        IvrTopology.DECISIONS);
  }

  private void forward(
      String callId, String causeId, CallOutcome outcome, Instant at, EventHeaders cause) {
    metrics.concluded(outcome);
    var id = EventId.hash(causeId, "ivr.outcome", "0");
    var headers =
        cause.derive(
            id, EventType.CALL_OUTCOME.wireName(), IvrTopology.SOURCE, callId, outcome.endedAt());
    context.forward(
        new Record<String, Object>(callId, outcome, at.toEpochMilli(), headers.toKafka()),
        IvrTopology.OUTCOMES);
  }

  private EventHeaders headers(Record<String, CallEvent> record) {
    var fallbackId =
        context
            .recordMetadata()
            .map(at -> EventId.ofRecord(at.topic(), at.partition(), at.offset()))
            .orElse("unknown");
    return EventHeaders.read(record.headers(), fallbackId, record.timestamp());
  }

  private static @Nullable Instant receivedAt(Record<String, CallEvent> record) {
    return EventHeaders.text(record.headers(), EventHeaders.RECEIVED_AT)
        .flatMap(Times::parse)
        .orElse(null);
  }

  @Override
  public void close() {
    metrics.partitionClosed(context.taskId().partition());
  }
}
