package io.switchboard.contract.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An error that Redis answers although it can be reached, with what an operator does about it. No
 * text quotes a key or a value.
 */
public enum RedisRefusal {
  OOM("maxmemory is reached: raise it, or remove other keys"),
  READONLY("the server is a replica: REDIS_URL has to name the primary"),
  MISCONF("it cannot save its data and refuses writes: see its log, usually a full disk"),
  LOADING("it reads its data after a start: no action is needed"),
  NOAUTH("it wants a password: REDIS_URL has none, or the password was changed"),
  WRONGPASS("the user or the password of REDIS_URL is wrong, or was changed"),
  NOPERM("its user lacks a right: commands and keys of the mirror, see docs/dnc.md"),
  MOVED("it is a cluster, and the mirror needs a server that is none"),
  CROSSSLOT("it is a cluster, and the mirror needs a server that is none"),
  CLUSTERDOWN("it is a cluster, and the mirror needs a server that is none"),
  MASTERDOWN("the server is a replica without its primary: REDIS_URL has to name the primary"),
  NOREPLICAS("too few replicas are connected: see min-replicas-to-write"),
  WRONGTYPE("another program uses the mirror's keys: give it other keys, then delete these"),
  BUSY("a script of another client runs: SCRIPT KILL ends it"),
  MAXCLIENTS("max number of clients reached", "raise maxclients, or close other clients");

  private final Pattern pattern;
  private final String remedy;

  RedisRefusal(String remedy) {
    this.pattern = word(name());
    this.remedy = remedy;
  }

  RedisRefusal(String text, String remedy) {
    this.pattern = word(text);
    this.remedy = remedy;
  }

  /** Redis before 7 writes the code of an error inside a script behind the script's name. */
  private static Pattern word(String text) {
    return Pattern.compile("(?<![A-Za-z])" + text + "(?![A-Za-z])");
  }

  /** The refusal behind an exception of the client, if it is a known one. */
  public static Optional<RedisRefusal> of(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      var message = String.valueOf(cause.getMessage());
      var found =
          Arrays.stream(values()).filter(each -> each.pattern.matcher(message).find()).findFirst();
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** The code in lower case, for a label of a metric. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The code and what to do. */
  public String text() {
    return name() + ": " + remedy;
  }
}
