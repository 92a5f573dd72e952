package io.switchboard.contract.topic;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/** topics.yaml: the topics with their partitions and retention. */
public record TopicCatalog(Map<String, TopicProfile> profiles, List<CatalogEntry> topics) {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** The settings of all topics of one kind of cluster. */
  public record TopicProfile(
      int partitions, short replication, @Nullable Map<String, String> config) {}

  /**
   * One topic.
   *
   * @param keep retention in hours or days: 12h, 30d
   * @param compact the newest record per key is kept without a time limit
   */
  public record CatalogEntry(
      String name,
      @Nullable String keep,
      @JsonProperty("compact") boolean compact,
      @Nullable Integer partitions,
      @Nullable Map<String, String> config) {}

  /** A topic as it should be on a cluster. */
  public record WantedTopic(
      String name, int partitions, short replication, Map<String, String> config) {}

  /** The catalog that is shipped with this version. */
  public static TopicCatalog shipped() {
    try (var in = TopicCatalog.class.getResourceAsStream("/topics.yaml")) {
      return YAML.readValue(Objects.requireNonNull(in, "topics.yaml"), TopicCatalog.class);
    } catch (IOException e) {
      throw new UncheckedIOException("the shipped topics.yaml cannot be read", e);
    }
  }

  /** Another catalog, from a file. */
  public static TopicCatalog read(Path file) throws IOException {
    return YAML.readValue(Files.readString(file), TopicCatalog.class);
  }

  /** The topics of a cluster with this profile. */
  public List<WantedTopic> wanted(String profileName, TopicPrefix prefix) {
    var profile = profile(profileName);
    return topics.stream().map(entry -> wanted(entry, profile, prefix)).toList();
  }

  /** A profile by its name. */
  TopicProfile profile(String profileName) {
    var profile = profiles.get(profileName);
    if (profile == null) {
      throw new IllegalArgumentException(
          "topics.yaml has no profile '"
              + profileName
              + "', only "
              + String.join(", ", profiles.keySet()));
    }
    return profile;
  }

  private static WantedTopic wanted(CatalogEntry entry, TopicProfile profile, TopicPrefix prefix) {
    var config = new TreeMap<String, String>();
    if (profile.config() != null) {
      config.putAll(profile.config());
    }
    config.put(
        TopicConfig.CLEANUP_POLICY_CONFIG,
        entry.compact() ? TopicConfig.CLEANUP_POLICY_COMPACT : TopicConfig.CLEANUP_POLICY_DELETE);
    if (entry.keep() != null) {
      config.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(duration(entry.keep()).toMillis()));
    }
    if (entry.config() != null) {
      config.putAll(entry.config());
    }
    return new WantedTopic(
        prefix.applyTo(entry.name()),
        entry.partitions() == null ? profile.partitions() : entry.partitions(),
        profile.replication(),
        config);
  }

  private static Duration duration(String text) {
    if (!text.matches("[1-9]\\d{0,4}[hd]")) {
      throw new IllegalArgumentException("keep: '" + text + "' is not a time like 12h or 30d");
    }
    var number = Long.parseLong(text.substring(0, text.length() - 1));
    return text.endsWith("h") ? Duration.ofHours(number) : Duration.ofDays(number);
  }
}
