package io.switchboard.ivr.simulation;

import io.switchboard.contract.event.TimeSource;
import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.event.ivr.CallSource;
import io.switchboard.contract.event.ivr.CallerAction;
import io.switchboard.contract.event.ivr.Tier;
import io.switchboard.ivr.menu.MenuDefinition;
import io.switchboard.ivr.session.Effect;
import io.switchboard.ivr.session.Session;
import io.switchboard.ivr.session.SessionEvent;
import io.switchboard.ivr.session.SessionMachine;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Simulates one call against a definition, by the rules of real calls; the caller's actions are
 * {@link Move}s.
 */
public final class MenuSimulator {
  private static final String CALL = "rehearsal";
  private static final Duration PRESS_INTERVAL = Duration.ofSeconds(2);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private final MenuDefinition definition;
  private final CallSource source;
  private final Tier tier;
  private final ZoneId zone;
  private Instant now;
  private @Nullable Session session;
  private int events;

  /** A call that has not started, with times in UTC. */
  public MenuSimulator(MenuDefinition definition, CallSource source, Tier tier, Instant at) {
    this(definition, source, tier, at, ZoneOffset.UTC);
  }

  /**
   * A call that has not started.
   *
   * @param source menu: CXone asks and keeps the timers; bridge or simulator: the session's timers
   *     are used
   * @param at the start, for the opening hours
   * @param zone of the printed times; opening hours have their own
   */
  public MenuSimulator(
      MenuDefinition definition, CallSource source, Tier tier, Instant at, ZoneId zone) {
    this.definition = definition;
    this.source = source;
    this.tier = tier;
    this.now = at;
    this.zone = zone;
  }

  /**
   * Starts the call; returns what the caller hears first. Calls of other sources start with a key.
   */
  public List<String> begin() {
    return source == CallSource.MENU ? heard("the call begins", request("", null)) : List.of();
  }

  /** Whether the call has its outcome. */
  public boolean isOver() {
    return session instanceof Session.Ended;
  }

  /**
   * Applies a move; returns what the caller hears, line by line.
   *
   * @param move in the notation of {@link Move#parse}
   * @throws IllegalArgumentException when it is not a move
   */
  public List<String> move(String move) {
    return switch (Move.parse(move)) {
      case Move.Keys keys -> press(keys);
      case Move.Silence _ -> silence();
      case Move.Wait(var time) -> waits(time);
      case Move.Fallback(var turn) ->
          heard("falls back", new CallEvent.Fallback(CALL, CALL, null, tier, turn));
      case Move.HangUp _ ->
          heard("hangs up", new CallEvent.CallEnd(CALL, now, TimeSource.RECEIVED));
    };
  }

  private List<String> press(Move.Keys move) {
    now = now.plus(PRESS_INTERVAL);
    var by = Objects.requireNonNullElse(move.source(), source);
    if (by == CallSource.MENU) {
      return heard("presses " + move.keys(), request(move.keys(), move.turn()));
    }
    var lines = new ArrayList<String>();
    for (var key : move.keys().split("")) {
      lines.addAll(
          heard("presses " + key, new CallEvent.Digit(CALL, key, by, now, TimeSource.RECEIVED)));
    }
    return lines;
  }

  private List<String> silence() {
    if (session == null) {
      return List.of(line("is silent", "nothing: the call is not known yet"));
    }
    if (source == CallSource.MENU && session instanceof Session.Open) {
      now = now.plusSeconds(10);
      return heard("is silent", request("", null));
    }
    return waits(Duration.between(now, session.deadline()).plusMillis(1));
  }

  private List<String> waits(Duration time) {
    var until = now.plus(time);
    var lines = new ArrayList<String>();
    while (session instanceof Session.Open open && open.deadline().isBefore(until)) {
      now = open.deadline();
      lines.addAll(apply("is silent", new SessionEvent.DeadlinePassed(now)));
    }
    now = until;
    return lines;
  }

  private CallEvent.MenuRequest request(String dtmf, @Nullable Integer turn) {
    return new CallEvent.MenuRequest(CALL, null, dtmf, null, tier, null, turn);
  }

  private List<String> heard(String move, CallEvent.OfCall event) {
    events++;
    return apply(move, new SessionEvent.Received(CALL + "-" + events, now, "", event));
  }

  private List<String> apply(String move, SessionEvent event) {
    var transition = SessionMachine.apply(definition, session, event);
    session = transition.session();
    var lines = new ArrayList<String>();
    for (var effect : transition.effects()) {
      switch (effect) {
        case Effect.Decided decided -> lines.add(line(move, describe(decided)));
        case Effect.Concluded(_, var outcome) ->
            lines.add(
                "outcome: "
                    + outcome.outcome().wireName()
                    + " ("
                    + outcome.reason()
                    + "), path "
                    + String.join(" ", outcome.path())
                    + ", after "
                    + outcome.durationMs() / 1000
                    + " s");
      }
    }
    return lines;
  }

  private String describe(Effect.Decided decided) {
    return switch (decided.action()) {
      case CallerAction.Collect collect -> {
        var node = session instanceof Session.Open open ? open.position().node() : "";
        yield node + " [" + decided.reason().wireName() + "]: " + collect.promptUrl();
      }
      case CallerAction.Transfer(var queue) ->
          queue == null ? "is transferred" : "is transferred to " + queue;
      case CallerAction.Hangup _ -> "is hung up on";
    };
  }

  private String line(String move, String what) {
    return String.format(Locale.ROOT, "%s  %-16s → %s", TIME.format(now.atZone(zone)), move, what);
  }
}
