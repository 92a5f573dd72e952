package io.switchboard.contract.settings;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The settings of one start: variables, {@code X_FILE} for secrets, and all problems found so far.
 *
 * <p>A service reads all its settings, then calls {@link #check()}, which reports every wrong one.
 * A problem names the variable, the problem of its value and an example; never the value of a
 * secret.
 */
public final class Environment {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final Map<String, String> variables;
  private final List<String> problems = new ArrayList<>();
  private final Map<String, SettingRead> reads = new TreeMap<>();

  public Environment(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  /** The environment of this process. */
  public static Environment ofProcess() {
    return new Environment(System.getenv());
  }

  /** All variables as they were given. */
  public Map<String, String> variables() {
    return variables;
  }

  /**
   * The text of a variable, or the content of the file that {@code name_FILE} names; blank is
   * unset.
   */
  public Optional<String> text(String name) {
    note(SettingRead.plain(name));
    var direct = variables.get(name);
    if (direct != null && !direct.isBlank()) {
      return Optional.of(direct.strip());
    }
    var file = variables.get(name + "_FILE");
    if (file == null || file.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(content(Path.of(file.strip())));
    } catch (IOException e) {
      var what =
          e instanceof CharacterCodingException
              ? "is not text in UTF-8 (as some editors and shells of Windows write it): "
              : "cannot be read: ";
      problem(
          name + "_FILE", what + file, "/run/secrets/" + name.toLowerCase(java.util.Locale.ROOT));
      return Optional.empty();
    }
  }

  /** The file that a variable was read from; it may be replaced while the service runs. */
  Optional<Path> file(String name) {
    var direct = variables.getOrDefault(name, "");
    var file = variables.getOrDefault(name + "_FILE", "");
    return direct.isBlank() && !file.isBlank()
        ? Optional.of(Path.of(file.strip()))
        : Optional.empty();
  }

  /** Without the byte order mark that some editors write: a secret with it would be another one. */
  static String content(Path file) throws IOException {
    var text = Files.readString(file);
    return (text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text).strip();
  }

  /** The text of a variable, else a default. */
  public String text(String name, String otherwise) {
    note(SettingRead.plain(name).withDefault(otherwise));
    return text(name).orElse(otherwise);
  }

  /** A variable that must be set; returns an empty text when it is not, and records the problem. */
  public String required(String name, String example) {
    note(SettingRead.plain(name).withExample(example).asRequired());
    return text(name)
        .orElseGet(
            () -> {
              problem(name, "is not set", example);
              return "";
            });
  }

  /** A whole number within bounds. */
  public int number(String name, int otherwise, int min, int max) {
    note(
        SettingRead.plain(name)
            .withDefault(Integer.toString(otherwise))
            .withValues(min + " to " + max));
    return parsed(
        name,
        () -> otherwise,
        Integer.toString(otherwise),
        text -> {
          var number = Integer.parseInt(text);
          if (number < min || number > max) {
            throw new IllegalArgumentException("must be from " + min + " to " + max);
          }
          return number;
        });
  }

  /** {@code true} or {@code false}. */
  public boolean flag(String name, boolean otherwise) {
    note(
        SettingRead.plain(name)
            .withDefault(Boolean.toString(otherwise))
            .withValues("true or false"));
    return parsed(
        name,
        () -> otherwise,
        "true",
        text ->
            switch (text.toLowerCase(java.util.Locale.ROOT)) {
              case "true", "1", "yes" -> true;
              case "false", "0", "no" -> false;
              default -> throw new IllegalArgumentException("must be true or false");
            });
  }

  /**
   * Any other type: {@code parse} throws an IllegalArgumentException with the problem, without
   * quoting secrets.
   */
  public <T> T parsed(
      String name, Supplier<T> otherwise, String example, Function<String, T> parse) {
    note(SettingRead.plain(name).withExample(example));
    var text = text(name);
    if (text.isEmpty()) {
      return otherwise.get();
    }
    try {
      return parse.apply(text.get());
    } catch (NumberFormatException _) {
      problem(name, "is not a number", example);
    } catch (IllegalArgumentException e) {
      problem(name, String.valueOf(e.getMessage()), example);
    }
    return otherwise.get();
  }

  /** Records a problem; {@link #check()} reports it. */
  public void problem(String name, String what, String example) {
    problems.add(name + " " + what + " (for example " + name + "=" + example + ")");
  }

  /** What has been read so far, by name. */
  public Map<String, SettingRead> reads() {
    return Map.copyOf(reads);
  }

  private void note(SettingRead read) {
    reads.merge(read.name(), read, SettingRead::and);
  }

  /** Throws when any setting read so far was wrong, naming them all. */
  public void check() {
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
  }
}
