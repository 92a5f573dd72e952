package io.switchboard.cli.csv;

import io.switchboard.cli.CommandFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the lists of imports, and writes rejected lines. */
public final class ListFile {
  private ListFile() {}

  /** A file's content: UTF-8, or UTF-16 as spreadsheets write it. */
  public static String read(Path file) {
    try {
      var bytes = Files.readAllBytes(file);
      var text =
          charset(bytes)
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (NoSuchFileException _) {
      throw new CommandFailure("there is no file " + file, 2);
    } catch (CharacterCodingException _) {
      throw new CommandFailure(
          file + " is neither UTF-8 nor UTF-16 text: save it as CSV UTF-8 (not as a workbook)", 2);
    } catch (IOException e) {
      throw CommandFailure.unreadable(file, e);
    }
  }

  /** By the byte order mark; without one by the zeros that UTF-16 has beside ASCII. */
  private static Charset charset(byte[] bytes) {
    if (bytes.length < 2) {
      return StandardCharsets.UTF_8;
    }
    var first = bytes[0] & 0xFF;
    var second = bytes[1] & 0xFF;
    if ((first == 0xFF && second == 0xFE) || (first != 0 && second == 0)) {
      return StandardCharsets.UTF_16LE;
    }
    return (first == 0xFE && second == 0xFF) || (first == 0 && second != 0)
        ? StandardCharsets.UTF_16BE
        : StandardCharsets.UTF_8;
  }

  /** Writes rejected lines under their header, to be corrected and imported again. */
  public static void writeRejects(Path to, String header, List<RejectedLine> faults) {
    var lines = new ArrayList<>(List.of(header));
    faults.forEach(fault -> lines.add(fault.text()));
    try {
      Files.write(to, lines);
    } catch (IOException _) {
      throw new CommandFailure("cannot write " + to + "; nothing was entered");
    }
  }
}
