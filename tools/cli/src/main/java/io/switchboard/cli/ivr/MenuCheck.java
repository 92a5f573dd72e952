package io.switchboard.cli.ivr;

import io.switchboard.cli.DeploymentOptions;
import io.switchboard.contract.settings.DeploymentMode;
import io.switchboard.ivr.definition.DefinitionFile;
import io.switchboard.ivr.definition.DefinitionFile.Transfers;
import io.switchboard.ivr.definition.DefinitionProblem.Fault;
import java.io.PrintWriter;

/**
 * Checks a menu for a deployment. {@code TRANSFER_URL} is a setting of ingress, which requires it
 * in production: there a transfer without it is a fault. In development ingress has a default, so
 * one warning is enough.
 */
final class MenuCheck {
  private MenuCheck() {}

  /** Reads and checks a menu, and prints its problems, each with the name of the file. */
  static DefinitionFile run(String file, DeploymentOptions deployment, PrintWriter err) {
    var environment = deployment.environment();
    var production = DeploymentMode.read(environment) == DeploymentMode.PRODUCTION;
    var transferUrl = environment.text("TRANSFER_URL");
    environment.check();
    var text = MenuText.read(file, deployment);
    var menu =
        DefinitionFile.read(
            text, transferUrl.isPresent() ? Transfers.POSSIBLE : Transfers.IMPOSSIBLE);
    var transfers =
        menu.problems().stream()
            .filter(problem -> problem.fault() == Fault.NO_TRANSFER_URL)
            .count();
    if (transfers > 0 && !production) {
      err.println(
          file
              + ": warning: it transfers callers ("
              + transfers
              + " places), and TRANSFER_URL is not set; ingress needs it in production");
      menu = DefinitionFile.read(text, Transfers.POSSIBLE);
    }
    menu.problems().forEach(problem -> err.println(file + ":" + problem));
    err.flush();
    return menu;
  }
}
