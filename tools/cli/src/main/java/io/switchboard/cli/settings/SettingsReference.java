package io.switchboard.cli.settings;

import io.switchboard.contract.settings.DeploymentMode;
import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.SettingRead;
import io.switchboard.contract.settings.SettingsException;
import io.switchboard.standalone.ServiceCatalog;
import io.switchboard.standalone.ServiceCatalog.ServiceEntry;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * All settings that the services read. Every service reads all its settings before it starts
 * anything and stops at a wrong one: each is given an environment without brokers, and what it has
 * read until then is the reference.
 */
public final class SettingsReference {
  /** What has to be set for everything else to be read. */
  private static final Map<String, String> EVERYTHING =
      Map.of(
          "CXONE_BASE_URL", "http://127.0.0.1",
          "CXONE_VOICE_URL", "ws://127.0.0.1",
          "CONSOLE_PROXY_HEADER", "X-User",
          "CONSOLE_PROXY_FROM", "127.0.0.1");

  private SettingsReference() {}

  /** By name, how each service reads it. */
  static Map<String, SettingReaders> collect() {
    var all = new TreeMap<String, LinkedHashMap<String, SettingReaders.ReadInModes>>();
    for (var service : ServiceCatalog.entries()) {
      var development = reads(service, DeploymentMode.DEVELOPMENT);
      var production = reads(service, DeploymentMode.PRODUCTION);
      var names = new java.util.TreeSet<>(development.keySet());
      names.addAll(production.keySet());
      for (var name : names) {
        all.computeIfAbsent(name, _ -> new LinkedHashMap<>())
            .put(
                service.name(),
                new SettingReaders.ReadInModes(development.get(name), production.get(name)));
      }
    }
    var readers = new TreeMap<String, SettingReaders>();
    all.forEach((name, byService) -> readers.put(name, new SettingReaders(byService)));
    return readers;
  }

  private static Map<String, SettingRead> reads(ServiceEntry service, DeploymentMode mode) {
    var variables = new HashMap<>(EVERYTHING);
    variables.put("SWITCHBOARD_ENV", mode.name().toLowerCase(Locale.ROOT));
    var environment = new Environment(variables);
    try {
      service.start().apply(environment).close();
    } catch (SettingsException _) {
      return environment.reads(); // there are no brokers
    }
    throw new IllegalStateException(service.name() + " started without brokers");
  }
}
