package io.switchboard.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/** No number, token, password or key of a request is in the log, also at DEBUG. */
@Isolated
class SecretsInLogsTest {
  private static final String NUMBER = "4155559317";
  private static final List<String> SECRETS =
      List.of(
          NUMBER,
          "open-sesame-token",
          "cGFzc3dvcmQtb2YtbmljZQ",
          "password-of-nice",
          "a-key-of-ours");

  @Test
  void shouldLogNothingOfWhatIsSent() throws IOException {
    var lines = new ConcurrentLinkedQueue<String>();
    var listening = listen(lines);
    try (var ingress =
        RunningIngress.start(
            "WEBHOOK_HEADER", "X-Webhook-Token: open-sesame-token",
            "WEBHOOK_BASIC", "nice:password-of-nice",
            "API_KEYS", "a-key-of-ours")) {
      ask(ingress, "open-sesame-token");
      ask(ingress, "open-sesame-token-but-wrong");
      for (var host : List.of("a\r\nHost: ", "a:", "[", "a:1:")) {
        send(ingress, "GET /livez HTTP/1.1\r\nHost: " + host + NUMBER + "\r\n\r\n");
      }
      for (var broken : List.of("\r\n\r\n", "Content-Length: 5\r\n\r\n", "\r\u0000\r\n\r\n")) {
        send(
            ingress,
            "GET /dnc/+1"
                + NUMBER
                + "%ZZ HTTP/1.1\r\nHost: a\r\nX-API-Key: a-key-of-ours"
                + broken);
        send(
            ingress,
            "POST /webhook/dnc?n="
                + NUMBER
                + " HTTP/1.1\r\nX-Webhook-Token: open-sesame-token\r\n"
                + "Content-Type: application/json\r\nContent-Length: 90\r\nHost: a"
                + broken
                + NUMBER);
      }
    } finally {
      listening.close();
    }

    assertThat(lines).isNotEmpty();
    for (var secret : SECRETS) {
      assertThat(lines).noneMatch(line -> line.contains(secret));
    }
  }

  private static void ask(RunningIngress ingress, String token) {
    var optOut = "{\"phoneNumber\":\"+1" + NUMBER + "\",\"eventName\":\"optOut\"}";
    var menu = "{\"callId\":\"c\",\"from\":\"+1" + NUMBER + "\",\"dtmf\":\"1\"}";
    ingress.post("/webhook/dnc", optOut, "X-Webhook-Token", token);
    ingress.post("/webhook/dnc", optOut + NUMBER, "X-Webhook-Token", token);
    ingress.post("/webhook/dnc", optOut.replace("optOut", NUMBER), "X-Webhook-Token", token);
    ingress.post("/webhook/dnc", optOut, "Authorization", "Basic cGFzc3dvcmQtb2YtbmljZQ");
    ingress.post("/webhook/ivr-menu", menu, "X-Webhook-Token", token);
    ingress.get("/dnc/+1" + NUMBER, "X-API-Key", "a-key-of-ours");
    ingress.get("/dnc/+1" + NUMBER, "X-API-Key", token);
    ingress.get("/nothing/" + NUMBER);
  }

  private interface Listening extends AutoCloseable {
    @Override
    void close();
  }

  private static void send(RunningIngress ingress, String request) throws IOException {
    try (var socket = new Socket("127.0.0.1", ingress.service().port())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      var _ = socket.getInputStream().readAllBytes();
    }
  }

  private static Listening listen(Queue<String> lines) {
    var appender =
        new AppenderBase<ILoggingEvent>() {
          @Override
          protected void append(ILoggingEvent event) {
            var thrown = event.getThrowableProxy();
            lines.add(
                event.getFormattedMessage()
                    + (thrown == null ? "" : ThrowableProxyUtil.asString(thrown)));
          }
        };
    appender.start();
    var root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    var ours = (Logger) LoggerFactory.getLogger("io.switchboard");
    var before = levels((LoggerContext) LoggerFactory.getILoggerFactory());
    set(shippedLevels());
    ours.setLevel(Level.DEBUG);
    root.addAppender(appender);
    return () -> {
      root.detachAppender(appender);
      shippedLevels().keySet().forEach(name -> logger(name).setLevel(before.get(name)));
      ours.setLevel(before.get(ours.getName()));
    };
  }

  /** The levels of the services, not those of the tests. */
  private static Map<String, Level> shippedLevels() {
    var shipped = new LoggerContext();
    var configurator = new JoranConfigurator();
    configurator.setContext(shipped);
    try {
      configurator.doConfigure(
          Objects.requireNonNull(SecretsInLogsTest.class.getResource("/logback.xml")));
    } catch (JoranException e) {
      throw new IllegalStateException(e);
    }
    return levels(shipped);
  }

  private static Map<String, Level> levels(LoggerContext context) {
    var levels = new HashMap<String, Level>();
    for (var logger : context.getLoggerList()) {
      if (logger.getLevel() != null) {
        levels.put(logger.getName(), logger.getLevel());
      }
    }
    return levels;
  }

  private static void set(Map<String, Level> levels) {
    levels.forEach((name, level) -> logger(name).setLevel(level));
  }

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
  }
}
