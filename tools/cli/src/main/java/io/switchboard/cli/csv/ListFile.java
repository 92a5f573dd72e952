package io.switchboard.cli.csv;

import io.switchboard.cli.CommandFailure;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Lists that people import; what is wrong with a file is said in a sentence. */
public final class ListFile {
  private ListFile() {}

  /** A file's content, UTF-8. */
  public static String read(Path file) {
    try {
      var text = Files.readString(file);
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (NoSuchFileException _) {
      throw new CommandFailure("there is no file " + file, 2);
    } catch (CharacterCodingException _) {
      throw new CommandFailure(file + " is not UTF-8 text: save it as CSV UTF-8");
    } catch (IOException _) {
      throw new CommandFailure("cannot read " + file);
    }
  }

  /** Writes the lines that were left out under their header, to be mended and imported again. */
  public static void writeRejects(Path to, String header, List<Fault> faults) {
    var lines = new ArrayList<>(List.of(header));
    faults.forEach(fault -> lines.add(fault.text()));
    try {
      Files.write(to, lines);
    } catch (IOException _) {
      throw new CommandFailure("cannot write " + to + "; nothing was entered");
    }
  }
}
