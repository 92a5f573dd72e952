package io.switchboard.ivr.session;

import io.switchboard.contract.event.ivr.CallSource;
import io.switchboard.contract.event.ivr.CallerAction;
import io.switchboard.contract.event.ivr.Outcome;
import io.switchboard.contract.headers.EventId;
import io.switchboard.ivr.session.state.Call;
import io.switchboard.ivr.session.state.EndReason;
import io.switchboard.ivr.session.state.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The state of one call between two events. */
public sealed interface Session {

  /** The unchanging data of the call. */
  Call call();

  /** The log time at which the session needs an event. */
  Instant deadline();

  /** The number of changes, from 1. */
  int version();

  /** The keys that moved the call, in order; sensitive ones masked. */
  List<String> path();

  /** The nodes that it visited, in order. */
  List<String> nodes();

  /** The number of digits and requests of sources that do not drive the call. */
  Map<CallSource, Integer> ignored();

  /** The number of what the caller hears, or heard last. */
  int turn();

  /**
   * The caller is in the menu.
   *
   * @param steps entries, failed attempts and nodes so far
   * @param seen short hashes of the applied events, so that one press counts once
   * @param beforeFallback the position if the late answer was heard after all
   * @param pathBeforeFallback the path of {@code beforeFallback}; null without one, and in a
   *     session that an earlier version wrote
   * @param inputs recognises repeated inputs
   */
  record Open(
      Call call,
      Position position,
      int steps,
      int version,
      List<String> path,
      List<String> nodes,
      Instant deadline,
      List<String> seen,
      Map<CallSource, Integer> ignored,
      @Nullable Position beforeFallback,
      @Nullable List<String> pathBeforeFallback,
      InputHistory inputs)
      implements Session {
    /** More presses than two bridges can differ by. */
    private static final int MAX_SEEN = 128;

    @SuppressWarnings("NullAway") // sessions of earlier versions have no inputs
    public Open {
      path = List.copyOf(path);
      nodes = List.copyOf(nodes);
      seen = List.copyOf(seen);
      ignored = Map.copyOf(ignored);
      pathBeforeFallback = pathBeforeFallback == null ? null : List.copyOf(pathBeforeFallback);
      inputs = inputs == null ? InputHistory.NONE : inputs;
    }

    @Override
    public int turn() {
      return position.turn();
    }

    boolean hasSeen(String eventId) {
      return seen.contains(fingerprint(eventId));
    }

    /** Event ids may be long; a session remembers 16 hexadecimal digits of each. */
    private static String fingerprint(String eventId) {
      return EventId.hash(eventId).substring(0, 16);
    }

    /** The session after an applied event. */
    Open withSeen(String eventId) {
      var more = new ArrayList<>(seen);
      more.add(fingerprint(eventId));
      var kept = more.size() > MAX_SEEN ? more.subList(more.size() - MAX_SEEN, more.size()) : more;
      return with(call, version, deadline, kept, ignored, inputs);
    }

    /** The session after an event of a source that does not drive it. */
    Open withIgnored(CallSource source) {
      Map<CallSource, Integer> counts = new EnumMap<>(CallSource.class);
      counts.putAll(ignored);
      counts.merge(source, 1, Integer::sum);
      return with(call, version + 1, deadline, seen, counts, inputs);
    }

    Open withCall(Call newCall) {
      return newCall.equals(call) ? this : with(newCall, version, deadline, seen, ignored, inputs);
    }

    Open withInputs(InputHistory history) {
      return with(call, version, deadline, seen, ignored, history);
    }

    Open withDeadline(Instant otherDeadline) {
      return with(call, version, otherDeadline, seen, ignored, inputs);
    }

    private Open with(
        Call newCall,
        int newVersion,
        Instant newDeadline,
        List<String> newSeen,
        Map<CallSource, Integer> newIgnored,
        InputHistory history) {
      return new Open(
          newCall,
          position,
          steps,
          newVersion,
          path,
          nodes,
          newDeadline,
          newSeen,
          newIgnored,
          beforeFallback,
          pathBeforeFallback,
          history);
    }

    /** The session of a caller who heard the answer that a fallback replaced. */
    Open withoutFallback() {
      var before = beforeFallback;
      return before == null
          ? this
          : withPosition(before, pathBeforeFallback == null ? path : pathBeforeFallback);
    }

    Open withPosition(Position newPosition) {
      return withPosition(newPosition, path);
    }

    private Open withPosition(Position newPosition, List<String> newPath) {
      return new Open(
          call,
          newPosition,
          steps,
          version,
          newPath,
          nodes,
          deadline,
          seen,
          ignored,
          beforeFallback,
          pathBeforeFallback,
          inputs);
    }

    Ended ended(Outcome outcome, EndReason reason, CallerAction action, Instant at) {
      var removal = at.plus(Ended.RETENTION);
      return new Ended(
          call,
          outcome,
          reason,
          action,
          at,
          turn() + 1,
          version + 1,
          path,
          nodes,
          removal.isBefore(call.evictAt()) ? removal : call.evictAt(),
          ignored);
    }
  }

  /**
   * The call has its outcome; later events are ignored.
   *
   * @param action the final answer, which every later request gets again
   * @param deadline when the state is deleted
   */
  record Ended(
      Call call,
      Outcome outcome,
      EndReason reason,
      CallerAction action,
      Instant endedAt,
      int turn,
      int version,
      List<String> path,
      List<String> nodes,
      Instant deadline,
      Map<CallSource, Integer> ignored)
      implements Session {
    /** How long late events are recognised. */
    public static final Duration RETENTION = Duration.ofHours(1);

    public Ended {
      path = List.copyOf(path);
      nodes = List.copyOf(nodes);
      ignored = Map.copyOf(ignored);
    }

    Ended withDeadline(Instant otherDeadline) {
      return new Ended(
          call,
          outcome,
          reason,
          action,
          endedAt,
          turn,
          version,
          path,
          nodes,
          otherDeadline,
          ignored);
    }
  }
}
