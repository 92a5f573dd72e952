package io.switchboard.ingress.menu.shadow;

import io.switchboard.ingress.menu.shadow.ShadowResult.Decided;
import io.switchboard.ivr.session.Session;
import io.switchboard.ivr.snapshot.RestoredSession;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** About how much memory a call takes. */
final class CallBytes {
  /** The call itself, its key and its place in the table. */
  private static final int CALL = 240;

  private static final int OPEN_SESSION = 480;
  private static final int ENDED_SESSION = 320;
  private static final int TEXT = 56;
  private static final int SENT = 400;
  private static final int EXPECTED = 200;

  private CallBytes() {}

  static int of(
      String callId,
      @Nullable RestoredSession restored,
      List<LoggedRecord> logged,
      List<SentRecord> sent,
      Map<String, Decided> expected) {
    var bytes = CALL + callId.length() + (restored == null ? 0 : of(restored.session()));
    for (var record : logged) {
      bytes += record.bytes();
    }
    for (var answer : expected.values()) {
      bytes += EXPECTED + TEXT * answer.path().size();
    }
    return bytes + SENT * sent.size();
  }

  private static int of(Session session) {
    return switch (session) {
      case Session.Open open -> OPEN_SESSION + TEXT * (open.seen().size() + open.path().size());
      case Session.Ended ended -> ENDED_SESSION + TEXT * ended.path().size();
    };
  }
}
