package io.switchboard.contract.settings;

import org.jspecify.annotations.Nullable;

/**
 * How a variable is read: the source of the settings reference.
 *
 * @param required there is no default, and nothing starts without it
 * @param otherwise the default as it is written in the environment; null when it is computed
 * @param values the allowed values in words; null when their form has no short name
 * @param example a valid value; null when the reader names none
 */
public record SettingRead(
    String name,
    boolean required,
    @Nullable String otherwise,
    @Nullable String values,
    @Nullable String example) {

  static SettingRead plain(String name) {
    return new SettingRead(name, false, null, null, null);
  }

  SettingRead withDefault(String text) {
    return new SettingRead(name, required, text, values, example);
  }

  SettingRead withValues(String text) {
    return new SettingRead(name, required, otherwise, text, example);
  }

  SettingRead withExample(String text) {
    return new SettingRead(name, required, otherwise, values, text);
  }

  SettingRead asRequired() {
    return new SettingRead(name, true, otherwise, values, example);
  }

  /** Both: the same variable is read in several ways, one of them with more detail. */
  SettingRead and(SettingRead later) {
    return new SettingRead(
        name,
        required || later.required,
        either(otherwise, later.otherwise),
        either(values, later.values),
        either(example, later.example));
  }

  private static @Nullable String either(@Nullable String first, @Nullable String second) {
    return first == null ? second : first;
  }
}
