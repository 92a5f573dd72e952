package io.switchboard.console.view;

import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.replay.reading.LogReader;
import java.time.Duration;

/** Reads topics while a browser waits for the page. */
public final class PageReader {
  /** Of each request to Kafka: the reader of the page waits for it. */
  public static final Duration TIMEOUT = Duration.ofSeconds(4);

  private PageReader() {}

  /** A reader whose requests fail when Kafka does not answer within {@link #TIMEOUT}. */
  public static LogReader open(KafkaSettings kafka) {
    return LogReader.open(kafka, TIMEOUT);
  }
}
