package io.switchboard.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.tenant.fault.FaultPlan;
import io.switchboard.tenant.fault.FaultRule;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.handshake.ServerHandshake;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulatedVoiceTest {
  private SimulatedTenant tenant;
  private TenantClient client;

  @BeforeEach
  void start() {
    tenant = SimulatedTenant.start(TenantOptions.onPort(0));
    client = new TenantClient(tenant);
  }

  @AfterEach
  void stop() {
    client.close();
    tenant.close();
  }

  @Test
  void shouldSendDigitsAndCallEndsToEveryBridge() throws Exception {
    var first = connect(client.token());
    var second = connect(client.token());
    await().until(() -> tenant.connectedBridges() == 2);
    var answer =
        client.post(
            "/tenant/digits", "{\"callId\":\"w1\",\"digits\":\"1#\",\"timestamp\":1700}", "");
    client.post("/tenant/call-end", "{\"callId\":\"w1\",\"timestamp\":1800}", "");

    assertThat(answer.body()).isEqualTo("{\"sockets\":2}");
    for (var bridge : List.of(first, second)) {
      await().until(() -> bridge.frames.size() == 3);
      assertThat(bridge.frames)
          .containsExactly(
              "{\"type\":\"dtmf\",\"digit\":\"1\",\"callId\":\"w1\",\"timestamp\":1700}",
              "{\"type\":\"dtmf\",\"digit\":\"#\",\"callId\":\"w1\",\"timestamp\":1700}",
              "{\"type\":\"call_end\",\"callId\":\"w1\",\"timestamp\":1800}");
      bridge.closeBlocking();
    }
  }

  @Test
  void shouldRefuseABridgeWithoutAToken() throws Exception {
    var bridge = connect("made-up");
    await().until(() -> !bridge.closes.isEmpty());

    assertThat(tenant.connectedBridgesEver()).isZero();
    assertThat(tenant.journal().entries("WS", "/voice/").getLast().status()).isEqualTo(401);
  }

  @Test
  void shouldRefuseAnUpgradeWhenAskedTo() throws Exception {
    tenant.setFaults(FaultPlan.of(FaultRule.status("WS", null, 503, 1)));
    var bridge = connect(client.token());
    await().until(() -> !bridge.closes.isEmpty());

    assertThat(tenant.journal().entries("WS", "/voice/").getLast().status()).isEqualTo(503);
  }

  @Test
  void shouldCloseBridgesWithTheCodeAskedFor() throws Exception {
    var bridge = connect(client.token());
    await().until(() -> tenant.connectedBridges() == 1);
    client.post("/tenant/faults", "{\"closeSockets\":1011}", "");

    await().untilAsserted(() -> assertThat(bridge.closes).containsExactly(1011));
    await().until(() -> tenant.connectedBridges() == 0);
  }

  @Test
  void shouldCutBridgesWithoutAWord() throws Exception {
    var bridge = connect(client.token());
    await().until(() -> tenant.connectedBridges() == 1);
    client.post("/tenant/faults", "{\"closeSockets\":1006}", "");

    await().untilAsserted(() -> assertThat(bridge.closes).containsExactly(1006));
  }

  @Test
  void shouldCloseABridgeWhoseTokenHasExpired() throws Exception {
    tenant.close();
    tenant = SimulatedTenant.start(TenantOptions.onPort(0).withTokenLife(Duration.ofSeconds(2)));
    client = new TenantClient(tenant);
    var bridge = connect(client.token());

    await().untilAsserted(() -> assertThat(bridge.closes).containsExactly(1008));
  }

  private Bridge connect(String token) throws InterruptedException {
    var bridge = new Bridge(tenant.voiceUrl(), token);
    bridge.connectBlocking();
    return bridge;
  }

  private static final class Bridge extends WebSocketClient {
    final List<String> frames = new CopyOnWriteArrayList<>();
    final List<Integer> closes = new CopyOnWriteArrayList<>();

    Bridge(URI url, String token) {
      super(url, Map.of("Authorization", "Bearer " + token));
    }

    @Override
    public void onOpen(ServerHandshake handshake) {}

    @Override
    public void onMessage(String message) {
      frames.add(message);
    }

    @Override
    public void onClose(int code, String reason, boolean remote) {
      closes.add(code);
    }

    @Override
    public void onError(Exception problem) {}
  }
}
