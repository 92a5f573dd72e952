package io.switchboard.cli.doctor;

import io.switchboard.cli.DeploymentOptions;
import io.switchboard.cli.doctor.deployment.DatabaseChecks;
import io.switchboard.cli.doctor.deployment.KafkaChecks;
import io.switchboard.cli.doctor.deployment.RedisChecks;
import io.switchboard.cli.doctor.deployment.WebhookChecks;
import io.switchboard.cli.output.OutputOptions;
import java.util.ArrayList;
import java.util.List;
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
      "K: Kafka, P: PostgreSQL, R: Redis, W: the webhooks from outside.",
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
      description = "Also run the checks that write: a transaction on a topic of its own.")
  private boolean write;

  @Option(
      names = "--topics-profile",
      paramLabel = "NAME",
      description =
          "The profile of topics.yaml: embedded or production (default: embedded for a single"
              + " broker that is not in production).")
  private @Nullable String topicsProfile;

  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private DeploymentOptions deployment = new DeploymentOptions();

  @Override
  public Integer call() {
    var report = new DoctorReport(output.format(), spec.commandLine().getOut());
    try (var kafka = new KafkaChecks(deployment, topicsProfile, write)) {
      var well = new CheckRun().run(checks(kafka), report::add);
      report.end(well);
      return well ? 0 : 1;
    }
  }

  private List<Check> checks(KafkaChecks kafka) {
    var checks = new ArrayList<Check>();
    checks.addAll(kafka.all());
    checks.addAll(new DatabaseChecks(deployment).all());
    checks.addAll(new RedisChecks(deployment).all());
    checks.addAll(new WebhookChecks(deployment).all());
    return checks;
  }
}
