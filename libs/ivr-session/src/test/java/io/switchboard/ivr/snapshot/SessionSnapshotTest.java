package io.switchboard.ivr.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.event.ivr.CallDecision;
import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.event.ivr.CallerAction;
import io.switchboard.contract.event.ivr.Tier;
import io.switchboard.contract.json.Json;
import io.switchboard.ivr.CallScript;
import io.switchboard.ivr.RandomCalls;
import io.switchboard.ivr.definition.DefinitionFile;
import io.switchboard.ivr.menu.MenuDefinition;
import io.switchboard.ivr.session.Effect;
import io.switchboard.ivr.session.PromptSelector;
import io.switchboard.ivr.session.Session;
import io.switchboard.ivr.session.SessionEvent.Received;
import io.switchboard.ivr.session.SessionMachine;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SessionSnapshotTest {
  private static final int RUNS = 3_000;
  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
  private static final MenuDefinition LOOPS =
      DefinitionFile.trusted(RandomCalls.LOOPS).definition();

  /** Calls whose sessions may go over the wire after any event, and what was heard. */
  private static final class Line {
    private final MenuDefinition menu;
    private final Map<String, Session> sessions = new HashMap<>();
    private final List<String> heard = new ArrayList<>();

    Line(MenuDefinition menu) {
      this.menu = menu;
    }

    void receive(CallEvent.OfCall event, String id, Instant at) {
      var session = sessions.get(event.callId());
      for (var due = SessionMachine.overdue(session, at);
          due.isPresent();
          due = SessionMachine.overdue(session, at)) {
        session = SessionMachine.apply(menu, session, due.get()).session();
      }
      var transition = SessionMachine.apply(menu, session, new Received(id, at, "", event));
      for (var effect : transition.effects()) {
        if (effect instanceof Effect.Decided decided) {
          heard.add(decided.toString());
        }
      }
      sessions.put(event.callId(), transition.session());
    }

    /** Writes and reads a session, unless a part of it is hidden. */
    void overTheWire(String callId) {
      var session = sessions.get(callId);
      if (session != null) {
        var restored = restored(menu, session).orElseThrow();
        if (!restored.digitsHidden()) {
          sessions.put(callId, restored.session());
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 20261201})
  void shouldContinueACallAsIfItsSessionHadStayed(long seed) {
    for (int run = 0; run < RUNS; run++) {
      var random = new Random(seed + run);
      var menu = RandomCalls.definition(random);
      var stayed = new Line(menu);
      var restored = new Line(menu);
      for (var it : RandomCalls.log(random, 1 + random.nextInt(3), 40)) {
        if (it.event() instanceof CallEvent.OfCall event) {
          stayed.receive(event, it.id(), it.at());
          restored.receive(event, it.id(), it.at());
          if (random.nextBoolean()) {
            restored.overTheWire(event.callId());
          }
        }
      }

      assertThat(restored.heard).as("seed %d", seed + run).isEqualTo(stayed.heard);
    }
  }

  @Test
  void shouldHideSensitiveKeysAndSaySo() {
    var line = new Line(LOOPS);
    line.receive(CallScript.bridge("c", "1", START), "a", START);
    line.receive(CallScript.bridge("c", "7", START.plusSeconds(1)), "b", START.plusSeconds(1));

    var json = SessionSnapshot.of(LOOPS, session(line)).toString();

    assertThat(json).contains("\"entry\":\"***\"", "\"hidden\":true").doesNotContain("\"7\"");
    assertThat(restored(LOOPS, session(line))).map(RestoredSession::digitsHidden).hasValue(true);
  }

  @Test
  void shouldLeaveOutTheNumber() {
    var line = new Line(LOOPS);
    var request = new CallEvent.MenuRequest("c", "+14155550100", "", null, Tier.GOLD, null, null);
    line.receive(request, "a", START);

    assertThat(SessionSnapshot.of(LOOPS, session(line)).toString()).doesNotContain("4155550100");
  }

  @Test
  void shouldReadNothingFromADecisionOfAnEarlierVersion() throws IOException {
    var session =
        "{\"state\":\"open\",\"node\":\"main\",\"deadline\":\"2026-11-20T10:00:30.000Z\"}";

    assertThat(SnapshotReader.read(decision(session, 1, new CallerAction.Hangup()))).isEmpty();
  }

  private static Session session(Line line) {
    return Optional.ofNullable(line.sessions.get("c")).orElseThrow();
  }

  private static Optional<RestoredSession> restored(MenuDefinition menu, Session session) {
    var action =
        switch (session) {
          case Session.Open open -> PromptSelector.at(menu, open.call(), open.position());
          case Session.Ended ended -> ended.action();
        };
    try {
      var json = SessionSnapshot.of(menu, session).toString();
      return SnapshotReader.read(decision(session.call().callId(), json, session.turn(), action));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static CallDecision decision(String session, int turn, CallerAction action)
      throws IOException {
    return decision("c", session, turn, action);
  }

  private static CallDecision decision(
      String callId, @Nullable String session, int turn, CallerAction action) throws IOException {
    return new CallDecision(
        callId, "cause", START, turn, action, "moved", Json.mapper().readTree(session));
  }
}
