package io.switchboard.bench.rules;

import io.switchboard.contract.event.TimeSource;
import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.event.ivr.CallSource;
import io.switchboard.ivr.definition.DefinitionFile;
import io.switchboard.ivr.menu.MenuDefinition;
import io.switchboard.ivr.session.Session;
import io.switchboard.ivr.session.SessionEvent;
import io.switchboard.ivr.session.SessionMachine;
import io.switchboard.ivr.session.Transition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The start of a call, and one step. */
@State(Scope.Benchmark)
public class SessionRules {
  private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private final MenuDefinition menu = DefinitionFile.shipped().definition();
  private final SessionEvent first = pressed("e1", "1");
  private final SessionEvent second = pressed("e2", "A");
  private final @Nullable Session department = SessionMachine.apply(menu, null, first).session();

  private static SessionEvent pressed(String id, String digit) {
    return new SessionEvent.Received(
        id,
        AT,
        TRACE,
        new CallEvent.Digit("call-1", digit, CallSource.BRIDGE, AT, TimeSource.EVENT));
  }

  /** An unknown call. */
  @Benchmark
  public Transition begin() {
    return SessionMachine.apply(menu, null, first);
  }

  /** From one node to the next. */
  @Benchmark
  public Transition step() {
    return SessionMachine.apply(menu, department, second);
  }
}
