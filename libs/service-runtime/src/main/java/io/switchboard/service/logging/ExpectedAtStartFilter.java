package io.switchboard.service.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/**
 * Drops log events of Kafka at WARN and ERROR that are expected at a start. Named in logback.xml.
 */
public final class ExpectedAtStartFilter extends Filter<ILoggingEvent> {
  @Override
  public FilterReply decide(ILoggingEvent event) {
    return isRebuiltState(event) || isEarlyRegistration(event)
        ? FilterReply.DENY
        : FilterReply.NEUTRAL;
  }

  /**
   * After a kill, for each store of each partition: exactly-once rebuilds the local state, and the
   * service logs that itself.
   */
  private static boolean isRebuiltState(ILoggingEvent event) {
    return event.getLoggerName().startsWith("org.apache.kafka.streams.processor.internals.")
        && (isAbout(event, "TaskCorruptedException")
            || event.getFormattedMessage().contains("did not find checkpoint offsets"));
  }

  /** The embedded controller registers before it is active, and retries. */
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
