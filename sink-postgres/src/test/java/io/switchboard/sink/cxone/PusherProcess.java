package io.switchboard.sink.cxone;

import io.switchboard.service.HealthChecks;
import java.io.File;
import java.io.IOException;
import java.net.URI;
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
    var _ = rig.start(PushRig.settings(URI.create(arguments[2]), null), new HealthChecks());
    new CountDownLatch(1).await();
  }

  static Process start(PushRig rig, URI tenant) throws IOException {
    return start(rig, tenant, UUID.randomUUID().toString());
  }

  /** A process that takes over at once from one that had the same name. */
  static Process start(PushRig rig, URI tenant, String instance) throws IOException {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            PusherProcess.class.getName(),
            String.valueOf(rig.kafka.properties().get("bootstrap.servers")),
            rig.kafka.prefix().value(),
            tenant.toString(),
            instance)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.to(new File("target/pusher-process.log")))
        .start();
  }
}
