package io.switchboard.pushes;

import io.switchboard.service.HealthChecks;
import io.switchboard.testkit.process.ChildProcess;
import io.switchboard.testkit.process.ProcessSpec;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/** A pusher in a process of its own, which can be killed as kill -9 does. */
final class PusherProcess {
  private PusherProcess() {}

  /** Arguments: bootstrap servers, topic prefix, tenant, name in the group. */
  public static void main(String[] arguments) throws InterruptedException {
    var rig =
        new PushRig(
            Map.of("bootstrap.servers", arguments[0], "group.instance.id", arguments[3]),
            arguments[1]);
    var pushes = rig.start(PushRig.settings(URI.create(arguments[2]), null), new HealthChecks());
    Runtime.getRuntime().addShutdownHook(new Thread(pushes::close));
    new CountDownLatch(1).await();
  }

  static ChildProcess start(PushRig rig, URI tenant) {
    return start(rig, tenant, UUID.randomUUID().toString());
  }

  /** A process that takes over at once from one that had the same name. */
  static ChildProcess start(PushRig rig, URI tenant, String instance) {
    return ProcessSpec.java(PusherProcess.class, ProcessSpec.SHORT_LIVED)
        .logTo(Path.of("target/pusher-process.log"))
        .arguments(
            String.valueOf(rig.kafka.properties().get("bootstrap.servers")),
            rig.kafka.prefix().value(),
            tenant.toString(),
            instance)
        .start();
  }
}
