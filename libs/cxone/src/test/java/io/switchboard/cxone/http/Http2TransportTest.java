package io.switchboard.cxone.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.cxone.Tenants;
import io.switchboard.cxone.http.HttpTransport.Exchange;
import io.switchboard.cxone.settings.CxoneSettings;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests that share a connection. */
class Http2TransportTest {
  private final Http2Server server = new Http2Server(100);
  private final HttpTransport transport = new HttpTransport(settings(Duration.ofSeconds(3)));

  @AfterEach
  void close() {
    transport.close();
    server.close();
  }

  @Test
  void shouldUseANewConnectionAfterTwoTimeoutsInARow() throws Exception {
    send();
    server.silence(1);
    send();
    send();

    var exchange = send();

    assertThat(exchange).isInstanceOf(Exchange.Received.class);
    assertThat(server.requests()).containsExactly(1, 1, 1, 2);
    await("the end of the silent connection").until(() -> server.ended().contains(1));
  }

  private Exchange send() throws InterruptedException {
    return transport.send(HttpRequest.newBuilder(server.url()));
  }

  private CxoneSettings settings(Duration timeout) {
    var settings = Tenants.at(server.url());
    return new CxoneSettings(
        server.url(),
        null,
        settings.credentials(),
        settings.values(),
        settings.profile(),
        100,
        false,
        Duration.ofSeconds(10),
        timeout);
  }
}
