package io.switchboard.cli.settings;

import io.switchboard.cli.CommandFailure;
import io.switchboard.standalone.ServiceCatalog;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code switchboard settings}: the reference of all settings. */
@Command(
    name = "settings",
    mixinStandardHelpOptions = true,
    description = "Print every setting with its default, as in docs/settings.md.",
    footer = {"", "Example:", "  switchboard settings sink-postgres"})
public final class SettingsCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(
      paramLabel = "SERVICE",
      arity = "0..1",
      description = "Only the settings of this service.")
  private @Nullable String service;

  @Override
  public Integer call() {
    if (service != null && ServiceCatalog.find(service).isEmpty()) {
      throw new CommandFailure(
          "no service '" + service + "', only " + String.join(", ", ServiceCatalog.names()), 2);
    }
    var out = spec.commandLine().getOut();
    out.print(SettingsPage.of(SettingsSection.all(), SettingsReference.collect(), service));
    out.flush();
    return 0;
  }
}
