package io.switchboard.cli.settings;

import io.switchboard.contract.settings.SettingRead;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the services read one setting.
 *
 * @param byService in the order of the services
 */
record SettingReaders(Map<String, ReadInModes> byService) {

  /** What one service reads; null where it does not read the setting in that mode. */
  record ReadInModes(@Nullable SettingRead development, @Nullable SettingRead production) {
    private Stream<SettingRead> reads() {
      return Stream.of(Optional.ofNullable(development), Optional.ofNullable(production))
          .flatMap(Optional::stream);
    }

    private String otherwise() {
      var usual = development == null ? null : development.otherwise();
      var inProduction = production == null ? usual : production.otherwise();
      if (Objects.equals(usual, inProduction)) {
        return Objects.requireNonNullElse(usual, "");
      }
      return usual == null
          ? "in production " + inProduction
          : usual + ", in production " + inProduction;
    }
  }

  List<String> services() {
    return List.copyOf(byService.keySet());
  }

  /** The services that do not start without it in any mode. */
  List<String> requiredBy() {
    return where(modes -> modes.development != null && modes.development.required());
  }

  /** The services that do not start without it in production. */
  List<String> requiredInProductionBy() {
    return where(
        modes ->
            modes.production != null
                && modes.production.required()
                && (modes.development == null || !modes.development.required()));
  }

  private List<String> where(java.util.function.Predicate<ReadInModes> condition) {
    return byService.entrySet().stream()
        .filter(entry -> condition.test(entry.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The default, with the services where they differ; empty when there is none. */
  String otherwise() {
    var services = new LinkedHashMap<String, java.util.ArrayList<String>>();
    byService.forEach(
        (service, modes) ->
            services
                .computeIfAbsent(modes.otherwise(), _ -> new java.util.ArrayList<>())
                .add(service));
    services.remove("");
    return services.size() == 1
        ? services.firstEntry().getKey()
        : services.entrySet().stream()
            .map(entry -> entry.getKey() + " (" + String.join(", ", entry.getValue()) + ")")
            .collect(Collectors.joining(", "));
  }

  /** The allowed values; empty when their form has no short name. */
  String values() {
    return reads().map(SettingRead::values).filter(Objects::nonNull).findFirst().orElse("");
  }

  /** A valid value, or empty. */
  String example() {
    return reads().map(SettingRead::example).filter(Objects::nonNull).findFirst().orElse("");
  }

  private Stream<SettingRead> reads() {
    return byService.values().stream().flatMap(ReadInModes::reads);
  }
}
