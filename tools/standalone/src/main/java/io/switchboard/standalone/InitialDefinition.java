package io.switchboard.standalone;

import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.ivr.activation.DefinitionPublisher;
import io.switchboard.ivr.definition.CheckedDefinition;
import io.switchboard.ivr.definition.DefinitionFile;
import io.switchboard.ivr.definition.DefinitionFile.Transfers;
import io.switchboard.ivr.definition.DefinitionProblem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Activates the first menu definition of a deployment: {@code IVR_FILE} or the shipped one. Later
 * only {@code switchboard ivr activate} changes it.
 */
final class InitialDefinition {
  private static final Logger LOG = LoggerFactory.getLogger(InitialDefinition.class);

  private InitialDefinition() {}

  /** Activates it unless a definition is active. */
  static void activate(KafkaSettings kafka, Environment environment) {
    var definition =
        environment
            .text("IVR_FILE")
            .map(InitialDefinition::read)
            .orElseGet(DefinitionFile::shipped);
    try (var publisher = new DefinitionPublisher(kafka, "/switchboard/up")) {
      if (publisher.activateIfNone(definition, Instant.now())) {
        LOG.info("Activated the menu definition {}", definition.hash());
      }
    }
  }

  private static CheckedDefinition read(String path) {
    try {
      var file = DefinitionFile.read(Files.readString(Path.of(path)), Transfers.POSSIBLE);
      return file.checked()
          .orElseThrow(
              () ->
                  new IllegalStateException(
                      "IVR_FILE "
                          + path
                          + " has problems:"
                          + System.lineSeparator()
                          + file.problems().stream()
                              .map(DefinitionProblem::toString)
                              .collect(Collectors.joining(System.lineSeparator()))));
    } catch (CharacterCodingException e) {
      throw new IllegalStateException("IVR_FILE " + path + " is not UTF-8; save it as UTF-8", e);
    } catch (IOException e) {
      throw new IllegalStateException("IVR_FILE " + path + " cannot be read", e);
    }
  }
}
