package io.switchboard.bench.machine;

import io.switchboard.embedded.EmbeddedBroker;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** The embedded broker as a separate process: directory, port, controller port. */
final class BrokerMain {
  private BrokerMain() {}

  static void main(String[] arguments) throws InterruptedException {
    var _ =
        EmbeddedBroker.start(
            Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    new CountDownLatch(1).await();
  }
}
