package io.switchboard.cli.doctor.tenant;

import io.switchboard.cli.DeploymentOptions;
import io.switchboard.contract.event.ivr.PublishedDefinition;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.ivr.activation.DefinitionCatalog;
import io.switchboard.ivr.definition.DefinitionFile;
import io.switchboard.ivr.definition.DefinitionFile.Transfers;
import io.switchboard.ivr.menu.MenuDefinition;
import io.switchboard.standalone.servers.UnreachableServerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/**
 * The menu that callers hear: the active one where Kafka answers, else the menu file.
 *
 * @param name where it is from
 * @param definition empty when the file has faults
 */
record MenuOfDeployment(String name, Optional<MenuDefinition> definition) {
  private static final int TIMEOUT_MS = 4_000;

  static MenuOfDeployment read(DeploymentOptions deployment)
      throws IOException, InterruptedException {
    try {
      var active = active(deployment.kafka());
      return active.isEmpty()
          ? ofFile(deployment, "none is active")
          : new MenuOfDeployment(
              "active, " + active.get().hash().substring(0, 12),
              Optional.of(
                  DefinitionFile.stored(active.get().body().toString(), active.get().hash())));
    } catch (UnreachableServerException _) {
      return ofFile(deployment, "Kafka does not answer");
    } catch (ExecutionException _) {
      return ofFile(deployment, "the active menu cannot be read");
    }
  }

  /** A topic that is not there is asked for by the admin client: a consumer might create it. */
  private static Optional<PublishedDefinition> active(KafkaSettings kafka)
      throws ExecutionException, InterruptedException {
    var timeouts = Map.of("request.timeout.ms", TIMEOUT_MS, "default.api.timeout.ms", TIMEOUT_MS);
    try (var admin = Admin.create(kafka.clientProperties(timeouts))) {
      admin.describeTopics(List.of(kafka.topics().ivrDefinitions().name())).allTopicNames().get();
    }
    return DefinitionCatalog.read(kafka).inForce();
  }

  private static MenuOfDeployment ofFile(DeploymentOptions deployment, String why)
      throws IOException {
    var file = deployment.environment().text("IVR_FILE");
    var text =
        file.isEmpty() ? DefinitionFile.shippedText() : Files.readString(Path.of(file.get()));
    return new MenuOfDeployment(
        "%s: %s".formatted(file.isEmpty() ? "the shipped menu" : "IVR_FILE", why),
        DefinitionFile.read(text, Transfers.POSSIBLE).definition());
  }
}
