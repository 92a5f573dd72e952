package io.switchboard.contract.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The broker settings that Switchboard is tested with on three brokers: {@code
 * deploy/kafka/server.properties}, a copy of which is part of this module.
 */
public final class ReferenceBroker {
  private static final String FILE = "/kafka/server.properties";

  private ReferenceBroker() {}

  /** The settings by name, sorted. */
  public static Map<String, String> settings() {
    var properties = new Properties();
    try (var in = ReferenceBroker.class.getResourceAsStream(FILE)) {
      properties.load(Objects.requireNonNull(in, FILE));
    } catch (IOException e) {
      throw new UncheckedIOException("the reference settings of brokers cannot be read", e);
    }
    var settings = new TreeMap<String, String>();
    properties.stringPropertyNames().forEach(n -> settings.put(n, properties.getProperty(n)));
    return settings;
  }
}
