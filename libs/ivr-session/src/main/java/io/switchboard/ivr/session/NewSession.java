package io.switchboard.ivr.session;

import io.switchboard.contract.event.ivr.CallSource;
import io.switchboard.contract.event.ivr.Tier;
import io.switchboard.ivr.menu.MenuDefinition;
import io.switchboard.ivr.session.SessionEvent.Received;
import io.switchboard.ivr.session.state.Call;
import io.switchboard.ivr.session.state.EndReason;
import io.switchboard.ivr.session.state.Position;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Creates the session of a call's first event. */
final class NewSession {
  private NewSession() {}

  /** The call that an event begins. */
  static Call call(
      MenuDefinition definition,
      Received received,
      CallSource source,
      @Nullable String from,
      Tier tier,
      @Nullable String menuPromptUrl) {
    return new Call(
        received.event().callId(),
        received.id(),
        received.trace(),
        definition.hash(),
        source,
        from,
        tier,
        menuPromptUrl,
        received.at(),
        received.replayId());
  }

  /** An open session that has not entered the menu. */
  static Session.Open of(Call call, Received received) {
    var nowhere = new Position("", "", 0, 0, EndReason.SELECTION, false, 0);
    return new Session.Open(
            call,
            nowhere,
            0,
            0,
            List.of(),
            List.of(),
            received.at(),
            List.of(),
            Map.of(),
            null,
            null,
            InputHistory.NONE)
        .withSeen(received.id());
  }
}
