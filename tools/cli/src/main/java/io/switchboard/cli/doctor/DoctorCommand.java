package io.switchboard.cli.doctor;

import io.switchboard.cli.Console;
import io.switchboard.cli.DeploymentOptions;
import io.switchboard.cli.doctor.deployment.DatabaseChecks;
import io.switchboard.cli.doctor.deployment.KafkaChecks;
import io.switchboard.cli.doctor.deployment.RedisChecks;
import io.switchboard.cli.doctor.deployment.WebhookChecks;
import io.switchboard.cli.doctor.tenant.TenantChecks;
import io.switchboard.cli.output.OutputOptions;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code switchboard doctor}: finds what is wrong with a deployment or its tenant. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Find what is wrong with a deployment, in order, each with what to do.",
      "K: Kafka, P: PostgreSQL, R: Redis, W: the webhooks from outside, 1 to 24: the CXone tenant.",
      "Nothing is written without --write. No secret and no phone number is printed."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {" 0:all well; warnings do not count", " 1:something is wrong"},
    footer = {
      "",
      "Example: a deployment of ~/.config/switchboard, then its failures only",
      "  switchboard doctor --deployment acme",
      "  switchboard doctor --deployment acme -o ndjson | grep FAILED"
    })
public final class DoctorCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Option(
      names = "--write",
      description =
          "Also run the checks that write: a transaction on a topic of its own, and a test number"
              + " that is added to the DNC group and expired.")
  private boolean write;

  @Option(
      names = "--topics-profile",
      paramLabel = "NAME",
      description =
          "The profile of topics.yaml: embedded or production (default: embedded for a single"
              + " broker that is not in production).")
  private @Nullable String topicsProfile;

  /** A part of the checks. */
  enum Part {
    DEPLOYMENT,
    TENANT
  }

  @Option(
      names = "--only",
      paramLabel = "PART",
      description = "deployment or tenant: only these checks (default: both).")
  private @Nullable Part only;

  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private DeploymentOptions deployment = new DeploymentOptions();

  @Override
  public Integer call() {
    var report =
        new DoctorReport(output.format(), new Console(spec).width(), spec.commandLine().getOut());
    var webhooks = new WebhookChecks(deployment);
    try (var kafka = new KafkaChecks(deployment, topicsProfile, write);
        var tenant = new TenantChecks(deployment, webhooks, write)) {
      var checks = new ArrayList<Check>();
      if (only != Part.TENANT) {
        checks.addAll(kafka.all());
        checks.addAll(new DatabaseChecks(deployment).all());
        checks.addAll(new RedisChecks(deployment).all());
        checks.addAll(webhooks.all());
      }
      if (only != Part.DEPLOYMENT) {
        checks.addAll(tenant.all());
      }
      var well = new CheckRun().run(checks, report::add);
      report.end(well);
      return well ? 0 : 1;
    }
  }
}
