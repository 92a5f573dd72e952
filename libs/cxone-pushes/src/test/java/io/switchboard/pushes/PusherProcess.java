package io.switchboard.pushes;

import io.switchboard.service.HealthChecks;
import io.switchboard.testkit.process.ChildProcess;
import io.switchboard.testkit.process.ProcessSpec;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/** A pusher in a process of its own, which can be killed as kill -9 does. */
final class PusherProcess {
  private PusherProcess() {}

  /**
   * Arguments: bootstrap servers, topic prefix, tenant or issuer, name in the group, then tutorial,
   * or the request timeout for a tenant in the shape that NICE publishes.
   */
  public static void main(String[] arguments) throws InterruptedException {
    var rig =
        new PushRig(
            Map.of("bootstrap.servers", arguments[0], "group.instance.id", arguments[3]),
            arguments[1]);
    var url = URI.create(arguments[2]);
    var settings =
        arguments[4].equals("tutorial")
            ? PushRig.settings(url, null)
            : PushRig.nice(url, Duration.parse(arguments[4]));
    var pushes = rig.start(settings, new HealthChecks());
    Runtime.getRuntime().addShutdownHook(new Thread(pushes::close));
    new CountDownLatch(1).await();
  }

  static ChildProcess start(PushRig rig, URI tenant) {
    return start(rig, tenant, UUID.randomUUID().toString());
  }

  /** For a tenant in the shape that NICE publishes. */
  static ChildProcess startNice(PushRig rig, URI issuer, String instance, Duration timeout) {
    return start(rig, issuer, instance, timeout.toString());
  }

  /** A process that takes over at once from one that had the same name. */
  static ChildProcess start(PushRig rig, URI tenant, String instance) {
    return start(rig, tenant, instance, "tutorial");
  }

  private static ChildProcess start(PushRig rig, URI tenant, String instance, String profile) {
    return ProcessSpec.java(PusherProcess.class, ProcessSpec.SHORT_LIVED)
        .logTo(Path.of("target/pusher-process.log"))
        .arguments(
            String.valueOf(rig.kafka.properties().get("bootstrap.servers")),
            rig.kafka.prefix().value(),
            tenant.toString(),
            instance,
            profile)
        .start();
  }
}
