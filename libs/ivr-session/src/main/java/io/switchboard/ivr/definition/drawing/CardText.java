package io.switchboard.ivr.definition.drawing;

import io.switchboard.ivr.menu.MenuDefinition;
import io.switchboard.ivr.menu.Node;
import io.switchboard.ivr.menu.OpeningHours;
import io.switchboard.ivr.menu.Prompts;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The texts of cards: what a node plays and when it is open, and how wide that is. */
final class CardText {
  static final int MAX_CHARACTERS = 60;
  private static final double CHARACTER = 6.8; // of 12 px sans-serif, about
  private static final double NAME_CHARACTER = 8.5; // of 14 px bold
  private static final int MARGINS = 40;
  private static final int MIN_WIDTH = 250;

  private CardText() {}

  /** The lines below a node's name: its recording, or its opening hours. */
  static List<String> info(@Nullable Node node) {
    return switch (node) {
      case Node.Audible audible -> recording(audible.prompts());
      case Node.Hours hours -> hours(hours.hours());
      case null -> List.of();
    };
  }

  private static List<String> recording(Prompts prompts) {
    var urls = new TreeSet<>(prompts.first().values());
    var usual = prompts.first().getOrDefault(Prompts.DEFAULT, urls.isEmpty() ? "" : urls.first());
    if (usual.isEmpty()) {
      return List.of();
    }
    urls.remove(usual);
    var others = urls.isEmpty() ? "" : " and " + urls.size() + " by tier";
    return List.of(shorten("plays " + usual.substring(usual.lastIndexOf('/') + 1) + others));
  }

  private static List<String> hours(OpeningHours hours) {
    var lines = new ArrayList<String>();
    hours.periods().forEach(period -> lines.add("open " + period.text()));
    if (!hours.holidays().isEmpty()) {
      var first = new TreeSet<>(hours.holidays()).first();
      lines.add("holidays: " + hours.holidays().size() + ", the first " + first);
    }
    return lines;
  }

  /** A text that is longer than any card, cut. */
  static String shorten(String text) {
    return text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS - 1) + "…";
  }

  /** The kind of a node, on the right of its name. */
  static String kind(@Nullable Node node) {
    return switch (node) {
      case Node.Menu _ -> "menu";
      case Node.Collect collect -> collect.sensitive() ? "collect, sensitive" : "collect";
      case Node.Say _ -> "say";
      case Node.Hours hours -> "hours, " + hours.hours().zone();
      case null -> "";
    };
  }

  /** The width of all cards, in pixels, in which each of their texts has room. */
  static int width(MenuDefinition menu, List<Arrow> arrows) {
    var width = (double) MIN_WIDTH;
    for (var node : menu.nodes().entrySet()) {
      var head =
          shorten(node.getKey()).length() * NAME_CHARACTER
              + kind(node.getValue()).length() * CHARACTER;
      width = Math.max(width, head + MARGINS);
      for (var line : info(node.getValue())) {
        width = Math.max(width, line.length() * CHARACTER + MARGINS);
      }
    }
    for (var arrow : arrows) {
      var characters = shorten(arrow.label()).length() + shorten(arrow.to()).length() + 3;
      width = Math.max(width, characters * CHARACTER + MARGINS);
    }
    return (int) Math.ceil(width);
  }
}
