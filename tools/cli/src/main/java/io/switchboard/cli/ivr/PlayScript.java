package io.switchboard.cli.ivr;

import io.switchboard.cli.CommandFailure;
import io.switchboard.contract.event.ivr.CallSource;
import io.switchboard.contract.event.ivr.Tier;
import io.switchboard.contract.time.Times;
import io.switchboard.ivr.menu.MenuDefinition;
import io.switchboard.ivr.simulation.MenuSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A script of a call with the expected results, as {@code trace CALL --as-test} writes it. Lines:
 * {@code source}, {@code tier}, {@code at}, {@code move}, {@code action}, {@code outcome}, and
 * comments after a #.
 */
final class PlayScript {
  private final List<String> lines;
  private final List<String> faults = new ArrayList<>();
  private final Deque<String> heard = new ArrayDeque<>();
  private CallSource source = CallSource.MENU;
  private Tier tier = Tier.NONE;
  private Instant at = Instant.EPOCH;
  private int line;

  private PlayScript(List<String> lines) {
    this.lines = lines;
  }

  static PlayScript read(Path file) {
    try {
      return new PlayScript(Files.readAllLines(file));
    } catch (IOException _) {
      throw new CommandFailure("cannot read " + file, 2);
    }
  }

  /**
   * Plays the script; prints what the caller hears.
   *
   * @param out receives each line
   * @return the differences from the script
   */
  List<String> play(MenuDefinition definition, Consumer<String> out) {
    MenuSimulator call = null;
    for (var text : lines) {
      line++;
      var words = text.strip().split("\\s+", 2);
      var word = words[0];
      var rest = words.length > 1 ? words[1] : "";
      if (word.isEmpty() || word.startsWith("#")) {
        continue;
      }
      if (call == null && !isHead(word)) {
        call = new MenuSimulator(definition, source, tier, at);
        print(call.begin(), out);
      }
      switch (word) {
        case "source" -> source = CallSource.valueOf(rest.toUpperCase(Locale.ROOT));
        case "tier" -> tier = Tier.valueOf(rest.toUpperCase(Locale.ROOT));
        case "at" -> at = Times.parse(rest).orElseThrow(() -> fault("no time: " + rest));
        case "move" -> print(Objects.requireNonNull(call).move(rest), out);
        case "hears", "outcome" -> expect(word.equals("hears") ? rest : "outcome: " + rest);
        default -> throw fault("expected source, tier, at, move, hears or outcome");
      }
    }
    if (call == null) {
      throw new CommandFailure("the script has no call: neither move, hears nor outcome", 2);
    }
    heard.forEach(extra -> faults.add("at the end: heard besides: " + extra));
    return faults;
  }

  private static boolean isHead(String word) {
    return word.equals("source") || word.equals("tier") || word.equals("at");
  }

  private void print(List<String> said, Consumer<String> out) {
    for (var text : said) {
      out.accept(text);
      heard.add(essence(text));
    }
  }

  private void expect(String expected) {
    var next = heard.poll();
    if (!expected.equals(next)) {
      faults.add(
          "line "
              + line
              + ": expected '"
              + expected
              + "', heard "
              + (next == null ? "nothing" : "'" + next + "'"));
    }
  }

  /** Without time, prompt and duration, which may differ from caller to caller. */
  private static String essence(String text) {
    var arrow = text.indexOf("→ ");
    var what = arrow < 0 ? text : text.substring(arrow + 2);
    return what.replaceAll("\\]: https?://.*", "]").replaceAll(", after \\d+ s$", "").strip();
  }

  private CommandFailure fault(String what) {
    return new CommandFailure("line " + line + ": " + what, 2);
  }
}
