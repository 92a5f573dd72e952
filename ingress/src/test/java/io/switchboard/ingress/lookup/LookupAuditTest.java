package io.switchboard.ingress.lookup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

@Isolated
final class LookupAuditTest {
  private static final String NUMBER = "+14155552671";

  @Test
  void shouldKeepTheAnswerAndAHashButNeverTheNumber() {
    var lines = new ListAppender<ILoggingEvent>();
    lines.start();
    var log = (Logger) LoggerFactory.getLogger("audit.dnc.lookup");
    log.setLevel(Level.INFO);
    log.addAppender(lines);
    var audit = new LookupAudit("secret".getBytes(UTF_8));

    audit.record(NUMBER, new LookupAnswer(NUMBER, true, "opt-out by webhook", null));

    log.detachAppender(lines);
    assertThat(lines.list).hasSize(1);
    assertThat(lines.list.getFirst().getFormattedMessage())
        .contains(audit.hash(NUMBER), "true", "opt-out by webhook")
        .doesNotContain("4155552671");
  }

  @Test
  void shouldHashDifferentlyUnderAnotherKey() {
    var plain = new LookupAudit(new byte[0]);

    assertThat(plain.hash(NUMBER))
        .hasSize(32)
        .isNotEqualTo(new LookupAudit("secret".getBytes(UTF_8)).hash(NUMBER));
  }
}
