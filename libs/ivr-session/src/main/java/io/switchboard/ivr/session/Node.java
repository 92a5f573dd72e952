package io.switchboard.ivr.session;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One place of a menu. */
public sealed interface Node {

  /** A caller can be here and hears something. */
  sealed interface Audible extends Node {
    /** The recordings. */
    Prompts prompts();

    /** How long they last. */
    int promptSeconds();
  }

  /**
   * Keys lead on.
   *
   * @param choices by one or more keys, in the order of the file
   */
  record Menu(Map<String, Target> choices, Listening listening) implements Audible {
    public Menu {
      choices = Collections.unmodifiableMap(new LinkedHashMap<>(choices));
    }

    @Override
    public Prompts prompts() {
      return listening.prompts();
    }

    @Override
    public int promptSeconds() {
      return listening.promptSeconds();
    }

    /** The keys of the longest choice. */
    public int longest() {
      return choices.keySet().stream().mapToInt(String::length).max().orElse(1);
    }
  }

  /**
   * A number is entered.
   *
   * @param min least digits
   * @param max most digits: the entry ends with it
   * @param pattern a regular expression that the whole entry has to match
   * @param sensitive the digits are shown nowhere
   */
  record Collect(
      int min,
      int max,
      @Nullable String pattern,
      boolean sensitive,
      Target next,
      Listening listening)
      implements Audible {
    @Override
    public Prompts prompts() {
      return listening.prompts();
    }

    @Override
    public int promptSeconds() {
      return listening.promptSeconds();
    }
  }

  /** A recording, then on. */
  record Say(Prompts prompts, int promptSeconds, boolean globals, Target next) implements Audible {}

  /** The time of day decides; nobody rests here. */
  record Hours(OpeningHours hours, Target open, Target closed, Target holiday) implements Node {}
}
