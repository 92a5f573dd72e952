package io.switchboard.cli.ivr;

import io.switchboard.cli.CommandFailure;
import io.switchboard.ivr.definition.DefinitionFile;
import io.switchboard.ivr.definition.DefinitionFile.Transfers;
import io.switchboard.ivr.session.MenuDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A menu as it is named on the command line: a file, or the word {@code shipped}. */
final class MenuText {
  static final String SHIPPED = "shipped";

  private MenuText() {}

  static String read(String name) {
    if (name.equals(SHIPPED)) {
      return DefinitionFile.shippedText();
    }
    try {
      return Files.readString(Path.of(name));
    } catch (IOException e) {
      throw new CommandFailure("cannot read " + name, 2);
    }
  }

  /** A menu to look at: it has to be sound, but needs no TRANSFER_URL. */
  static MenuDefinition definition(String name) {
    return DefinitionFile.read(read(name), Transfers.POSSIBLE)
        .definition()
        .orElseThrow(
            () ->
                new CommandFailure(
                    name + " has faults; `switchboard ivr check " + name + "` names them"));
  }
}
