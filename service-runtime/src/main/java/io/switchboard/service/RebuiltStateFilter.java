package io.switchboard.service;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/**
 * Leaves out what Kafka Streams says, at WARN and ERROR and with stack traces, about every store of
 * every partition when a service starts after a kill: that local state is not trusted and rebuilt.
 * That is what exactly-once does, and the service itself tells what it rebuilds. logback.xml names
 * this filter.
 */
public final class RebuiltStateFilter extends Filter<ILoggingEvent> {
  private static final String LOGGERS = "org.apache.kafka.streams.processor.internals.";
  private static final String CORRUPTED = "TaskCorruptedException";

  @Override
  public FilterReply decide(ILoggingEvent event) {
    return event.getLoggerName().startsWith(LOGGERS) && isAboutRebuilding(event)
        ? FilterReply.DENY
        : FilterReply.NEUTRAL;
  }

  private static boolean isAboutRebuilding(ILoggingEvent event) {
    var thrown = event.getThrowableProxy();
    return (thrown != null && thrown.getClassName().endsWith(CORRUPTED))
        || event.getFormattedMessage().contains(CORRUPTED)
        || event.getFormattedMessage().contains("did not find checkpoint offsets");
  }
}
