package io.switchboard.service;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/**
 * Leaves out what Kafka's own classes say at WARN and ERROR, with stack traces, about what is bound
 * to happen at a start. logback.xml names this filter.
 */
public final class ExpectedAtStartFilter extends Filter<ILoggingEvent> {
  @Override
  public FilterReply decide(ILoggingEvent event) {
    return isRebuiltState(event) || isEarlyRegistration(event)
        ? FilterReply.DENY
        : FilterReply.NEUTRAL;
  }

  /**
   * After a kill, of every store of every partition: that local state is not trusted. Exactly-once
   * rebuilds it, and the service itself tells what it rebuilds.
   */
  private static boolean isRebuiltState(ILoggingEvent event) {
    return event.getLoggerName().startsWith("org.apache.kafka.streams.processor.internals.")
        && (isAbout(event, "TaskCorruptedException")
            || event.getFormattedMessage().contains("did not find checkpoint offsets"));
  }

  /** The embedded controller registers itself before it is the active one, and tries again. */
  private static boolean isEarlyRegistration(ILoggingEvent event) {
    return event.getLoggerName().equals("kafka.server.ControllerApis")
        && isAbout(event, "NotControllerException");
  }

  private static boolean isAbout(ILoggingEvent event, String exception) {
    for (var thrown = event.getThrowableProxy(); thrown != null; thrown = thrown.getCause()) {
      if (thrown.getClassName().endsWith(exception)) {
        return true;
      }
    }
    return event.getFormattedMessage().contains(exception);
  }
}
