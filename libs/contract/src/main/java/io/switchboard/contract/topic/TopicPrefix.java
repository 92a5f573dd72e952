package io.switchboard.contract.topic;

/**
 * The prefix of all topics, groups, application ids and transactional ids of one deployment, so
 * that several tenants can share a cluster. Empty for none.
 */
public record TopicPrefix(String value) {
  /** No prefix at all. */
  public static final TopicPrefix NONE = new TopicPrefix("");

  public TopicPrefix {
    if (!value.matches("[A-Za-z0-9._-]{0,60}")) {
      throw new IllegalArgumentException(
          "may hold letters, digits, '.', '_' and '-' only, at most 60 of them, for example: acme-");
    }
  }

  /** The name on the cluster. */
  public String applyTo(String name) {
    return value + name;
  }

  /**
   * The name in topics.yaml for a name on the cluster; a name without this prefix is returned
   * unchanged.
   */
  public String removeFrom(String name) {
    return name.startsWith(value) ? name.substring(value.length()) : name;
  }
}
