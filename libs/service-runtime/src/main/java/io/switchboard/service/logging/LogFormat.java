package io.switchboard.service.logging;

import ch.qos.logback.core.PropertyDefinerBase;
import java.util.Objects;

/** Chooses plain or JSON log lines; used in logback.xml. */
public final class LogFormat extends PropertyDefinerBase {
  @Override
  public String getPropertyValue() {
    var console = System.console();
    var terminal = console != null && console.isTerminal();
    var format = Objects.requireNonNullElse(System.getenv("SWITCHBOARD_LOG_FORMAT"), "");
    return format.equals("plain") || (terminal && !format.equals("json")) ? "plain" : "json";
  }
}
