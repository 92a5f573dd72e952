package io.switchboard.cli.ivr;

import io.switchboard.ivr.definition.DefinitionFile.Transfers;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether the deployment can transfer, as a picocli mixin. */
final class TransferUrl {
  @Option(
      names = "--transfer-url",
      paramLabel = "URL",
      defaultValue = "${env:TRANSFER_URL:-}",
      description =
          "Where transfers go (default: TRANSFER_URL). Without one, a menu that transfers"
              + " is refused.")
  private @Nullable String url;

  Transfers transfers() {
    return url == null || url.isBlank() ? Transfers.IMPOSSIBLE : Transfers.POSSIBLE;
  }
}
