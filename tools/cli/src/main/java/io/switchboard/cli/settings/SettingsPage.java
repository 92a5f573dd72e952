package io.switchboard.cli.settings;

import io.switchboard.cli.settings.SettingsSection.SettingDescription;
import io.switchboard.standalone.ServiceCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The reference as a page of Markdown: docs/settings.md. */
final class SettingsPage {
  private static final int MAX_LINE_LENGTH = 120;

  private static final String HEAD =
      """
      # Settings

      <!-- Made by `./switchboard settings > docs/settings.md`; the texts are in tools/cli, settings.yaml. -->

      All settings are environment variables. Each `NAME` can be given as `NAME_FILE`, the path of a file that contains the
      value; use that for secrets. A blank value counts as unset. A service reads and checks all its settings when it starts,
      and names every wrong one at once.

      Any other `KAFKA_X_Y` sets the property `x.y` of all Kafka clients: `KAFKA_SECURITY_PROTOCOL=SASL_SSL`, or
      `KAFKA_SASL_JAAS_CONFIG_FILE` for `sasl.jaas.config`.
      """;

  private SettingsPage() {}

  /** The whole page, or the settings that one service reads. */
  static String of(
      List<SettingsSection> sections, Map<String, SettingReaders> readers, @Nullable String only) {
    var page = new StringBuilder(only == null ? HEAD : "");
    for (var section : sections) {
      var entries = new ArrayList<String>();
      section
          .settings()
          .forEach(
              (name, description) -> {
                var reader = readers.getOrDefault(name, new SettingReaders(Map.of()));
                if (only == null || reader.services().contains(only)) {
                  entries.add(wrapped(entry(name, description, reader)));
                }
              });
      if (!entries.isEmpty()) {
        page.append(page.isEmpty() ? "" : "\n")
            .append("## ")
            .append(section.title())
            .append("\n\n");
        entries.forEach(page::append);
      }
    }
    return page.toString();
  }

  private static String entry(String name, SettingDescription description, SettingReaders readers) {
    var text = new StringBuilder("- `" + name + "` (" + by(description, readers) + ")");
    text.append(description.secret() ? ", a secret: " : ": ").append(description.is());
    text.append(required(readers));
    var otherwise =
        Objects.requireNonNullElseGet(description.otherwise(), () -> quoted(readers.otherwise()));
    if (!otherwise.isEmpty()) {
      text.append(" Default: ").append(otherwise).append('.');
    }
    var values = Objects.requireNonNullElseGet(description.values(), readers::values);
    if (!values.isEmpty()) {
      text.append(" Values: ").append(values).append('.');
    } else if (otherwise.isEmpty() && !readers.example().isEmpty()) {
      text.append(" Example: `").append(readers.example()).append("`.");
    }
    return text.toString();
  }

  private static String quoted(String otherwise) {
    return otherwise.contains("://") && !otherwise.contains(" ")
        ? "`" + otherwise + "`"
        : otherwise;
  }

  private static String by(SettingDescription description, SettingReaders readers) {
    if (description.by() != null) {
      return description.by();
    }
    return readers.services().equals(ServiceCatalog.names())
        ? "every service"
        : String.join(", ", readers.services());
  }

  private static String required(SettingReaders readers) {
    var text = new StringBuilder();
    if (!readers.requiredBy().isEmpty()) {
      text.append(" Required by ").append(names(readers.requiredBy())).append('.');
    }
    if (!readers.requiredInProductionBy().isEmpty()) {
      text.append(" Required in production by ")
          .append(names(readers.requiredInProductionBy()))
          .append('.');
    }
    return text.toString();
  }

  private static String names(List<String> services) {
    return services.equals(ServiceCatalog.names())
        ? "every service"
        : String.join(" and ", services);
  }

  /** A list item of lines that are no longer than the prose of the other pages. */
  private static String wrapped(String item) {
    var lines = new StringBuilder();
    var line = new StringBuilder();
    for (var word : item.split(" ", -1)) {
      if (line.length() + 1 + word.length() > MAX_LINE_LENGTH) {
        lines.append(line).append('\n');
        line.setLength(0);
        line.append("  ").append(word);
      } else {
        line.append(line.isEmpty() ? "" : " ").append(word);
      }
    }
    return lines.append(line).append('\n').toString();
  }
}
