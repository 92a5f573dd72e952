package io.switchboard.ingress.proofs;

import io.switchboard.embedded.EmbeddedBroker;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A broker to be killed: directory, port, controller port. */
final class KillableBroker {
  private KillableBroker() {}

  static void main(String[] arguments) throws InterruptedException {
    var _ =
        EmbeddedBroker.start(
            Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    new CountDownLatch(1).await();
  }
}
