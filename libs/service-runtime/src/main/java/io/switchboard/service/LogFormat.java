package io.switchboard.service;

import ch.qos.logback.core.PropertyDefinerBase;
import java.util.Objects;

/** Chooses between logs for people and logs for machines; logback.xml asks. */
public final class LogFormat extends PropertyDefinerBase {
  @Override
  public String getPropertyValue() {
    var console = System.console();
    var terminal = console != null && console.isTerminal();
    var format = Objects.requireNonNullElse(System.getenv("SWITCHBOARD_LOG_FORMAT"), "");
    return format.equals("plain") || (terminal && !format.equals("json")) ? "plain" : "json";
  }
}
