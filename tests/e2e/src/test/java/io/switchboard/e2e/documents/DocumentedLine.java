package io.switchboard.e2e.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A shell line of a document, in a block behind {@code <!-- runs -->}: fenced by back quotes, or
 * indented by four spaces.
 *
 * @param text with its continued lines
 */
record DocumentedLine(Path document, int number, String text) {
  private static final String MARK = "<!-- runs -->";
  private static final String FENCE = "```";
  private static final String INDENT = "    ";

  /** All lines of a document that can run, in order. */
  static List<DocumentedLine> of(Path document) throws IOException {
    var found = new ArrayList<DocumentedLine>();
    var lines = Files.readAllLines(document);
    for (var at = 0; at < lines.size(); at++) {
      if (lines.get(at).equals(MARK)) {
        var fenced = lines.get(at + 1).startsWith(FENCE);
        block(document, lines, fenced ? at + 2 : at + 1, fenced, found);
      }
    }
    return found;
  }

  private static void block(
      Path document, List<String> lines, int from, boolean fenced, List<DocumentedLine> found) {
    var text = new StringBuilder();
    for (var at = from; at < lines.size() && isPart(lines.get(at), fenced); at++) {
      var line = lines.get(at).strip();
      text.append(line.endsWith("\\") ? line.substring(0, line.length() - 1) : line);
      if (!line.endsWith("\\")) {
        if (!text.isEmpty() && text.charAt(0) != '#') {
          found.add(new DocumentedLine(document, at + 1, text.toString()));
        }
        text.setLength(0);
      }
    }
  }

  private static boolean isPart(String line, boolean fenced) {
    return fenced ? !line.startsWith(FENCE) : line.startsWith(INDENT);
  }

  @Override
  public String toString() {
    return document.getFileName() + ":" + number + " " + text;
  }
}
