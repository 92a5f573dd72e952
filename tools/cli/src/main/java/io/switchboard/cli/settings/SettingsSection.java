package io.switchboard.cli.settings;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A section of settings.yaml: what its settings are for, in the order of the reference. */
public record SettingsSection(String title, LinkedHashMap<String, SettingDescription> settings) {

  /**
   * One setting.
   *
   * @param is what it is for, in sentences
   * @param by who reads it, where that is not a service
   * @param secret whether it belongs into a file
   * @param otherwise the default in words, where the code that reads it computes one
   * @param values the allowed values, where the code that reads it does not tell them
   */
  public record SettingDescription(
      String is,
      @Nullable String by,
      boolean secret,
      @JsonProperty("default") @Nullable String otherwise,
      @Nullable String values) {}

  /** All sections of this version. */
  public static List<SettingsSection> all() {
    try (var in = SettingsSection.class.getResourceAsStream("settings.yaml")) {
      var yaml = new ObjectMapper(new YAMLFactory());
      return List.of(
          yaml.readValue(Objects.requireNonNull(in, "settings.yaml"), SettingsSection[].class));
    } catch (IOException e) {
      throw new UncheckedIOException("settings.yaml cannot be read", e);
    }
  }
}
