package io.switchboard.ivr.menu;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One node of a menu. */
public sealed interface Node {

  /** A node with a prompt, where a caller can be. */
  sealed interface Audible extends Node {
    /** The recordings. */
    Prompts prompts();

    /** The duration of the recordings, in seconds. */
    int promptSeconds();

    /** The maximum number of digits that CXone collects. */
    int maxLength();

    /** CXone's own no-input timer, in seconds. */
    int timeoutSeconds();

    /** The keys that end an entry. */
    List<String> terminators();
  }

  /**
   * A menu.
   *
   * @param choices by one or more keys, in the order of the file
   */
  record Menu(Map<String, Target> choices, InputRules inputRules) implements Audible {
    public Menu {
      choices = Collections.unmodifiableMap(new LinkedHashMap<>(choices));
    }

    @Override
    public Prompts prompts() {
      return inputRules.prompts();
    }

    @Override
    public int promptSeconds() {
      return inputRules.promptSeconds();
    }

    @Override
    public int maxLength() {
      return longest();
    }

    @Override
    public int timeoutSeconds() {
      return inputRules.firstDigitSeconds();
    }

    @Override
    public List<String> terminators() {
      return inputRules.terminators();
    }

    /** The number of keys of the longest choice. */
    public int longest() {
      return choices.keySet().stream().mapToInt(String::length).max().orElse(1);
    }
  }

  /**
   * An entry of a number.
   *
   * @param min minimum number of digits
   * @param max maximum number of digits: the entry ends with it
   * @param pattern a regular expression that the whole entry has to match
   * @param sensitive whether the digits are hidden everywhere
   */
  record Collect(
      int min,
      int max,
      @Nullable String pattern,
      boolean sensitive,
      Target next,
      InputRules inputRules)
      implements Audible {
    @Override
    public Prompts prompts() {
      return inputRules.prompts();
    }

    @Override
    public int promptSeconds() {
      return inputRules.promptSeconds();
    }

    @Override
    public int maxLength() {
      return max;
    }

    @Override
    public int timeoutSeconds() {
      return inputRules.firstDigitSeconds();
    }

    @Override
    public List<String> terminators() {
      return inputRules.terminators();
    }
  }

  /** A recording, then the next node. */
  record Say(Prompts prompts, int promptSeconds, boolean globals, Target next) implements Audible {
    private static final int TIMEOUT_SECONDS = 1;

    @Override
    public int maxLength() {
      return 1;
    }

    @Override
    public int timeoutSeconds() {
      return TIMEOUT_SECONDS;
    }

    @Override
    public List<String> terminators() {
      return List.of();
    }
  }

  /** A branch by opening hours; no caller stays here. */
  record Hours(OpeningHours hours, Target open, Target closed, Target holiday) implements Node {}
}
