package io.switchboard.ingress.proofs;

import io.switchboard.contract.event.ivr.CallerAction;
import io.switchboard.ingress.FakePublisher;
import io.switchboard.ingress.http.TestServers;
import io.switchboard.ingress.menu.MenuAnswer;
import io.switchboard.ingress.webhook.TestHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The HTTP server with a menu that answers at once, in a process of its own: {@code PORT}. */
final class CallersIngress {
  private CallersIngress() {}

  static void main(String[] arguments) throws InterruptedException {
    var hangUp = "{\"action\":\"hangup\"}".getBytes(StandardCharsets.UTF_8);
    var handlers =
        TestHandlers.on(
            new FakePublisher(),
            _ -> new MenuAnswer(hangUp, "decided", new CallerAction.Hangup(), null, List.of()));
    var _ = TestServers.start(Integer.parseInt(arguments[0]), handlers);
    new CountDownLatch(1).await();
  }
}
