package io.switchboard.ingress.lookup.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.switchboard.contract.phone.DncMirror;
import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.embedded.EmbeddedRedis;
import io.switchboard.embedded.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real Redis that refuses or does not answer. */
final class RefusingRedisStoreTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final DncMirror layout = new DncMirror(new TopicPrefix("refusing-"));
  @TempDir Path directory;
  private EmbeddedRedis redis;
  private RedisClient client;
  private RedisCommands<String, String> commands;
  private RedisStore store;

  @BeforeEach
  void start() {
    redis = EmbeddedRedis.start(directory, FreePorts.next());
    client = RedisClient.create(redis.url());
    commands = client.connect().sync();
    commands.set(layout.epoch(), "1");
    store = new RedisStore(redis.url(), layout);
    await().until(this::isUsable);
  }

  @AfterEach
  void stop() {
    store.close();
    client.shutdown();
    redis.close();
  }

  @Test
  void shouldReadWhileRedisRefusesWritesOnly() {
    commands.configSet("maxmemory", "1");
    commands.replicaof("127.0.0.1", 1);

    assertThat(isUsable()).isTrue();
  }

  @Test
  void shouldNameAPasswordThatWasSetMeanwhileAndContinueWithoutIt() {
    commands.configSet("requirepass", "new");
    commands.clientKill(KillArgs.Builder.typeNormal().skipme());

    await().atMost(SOON).until(() -> found().equals(new DncCache.Finding.Unusable("noauth")));
    commands.configSet("requirepass", "");
    await().atMost(SOON).until(this::isUsable);
  }

  @Test
  void shouldNameAKeyOfAnotherType() {
    commands.del(layout.epoch());
    commands.lpush(layout.epoch(), "1");

    assertThat(found()).isEqualTo(new DncCache.Finding.Unusable("wrongtype"));
  }

  @Test
  void shouldAnswerWithinTwoSecondsWhileRedisDoesNotAnswerAndContinueAfterwards() {
    commands.clientPause(4_000);
    var began = System.nanoTime();

    var finding = found();

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
    assertThat(finding).isEqualTo(new DncCache.Finding.Unusable("unreachable"));
    await().atMost(SOON).until(this::isUsable);
  }

  @Test
  void shouldConnectAgainWhenAConnectionIsNotAnsweredAnyMore() throws Exception {
    try (var network = new LossyNetwork(redis.port());
        var lookups = new RedisStore("redis://127.0.0.1:" + network.port(), layout)) {
      await().atMost(SOON).until(() -> isUsable(lookups));

      network.loseWhatComesOnOpenConnections();

      assertThat(isUsable(lookups)).isFalse();
      await().atMost(SOON).until(() -> isUsable(lookups));
    }
  }

  private DncCache.Finding found() {
    return store.find(List.of("+14155552671"));
  }

  private boolean isUsable() {
    return isUsable(store);
  }

  private static boolean isUsable(RedisStore store) {
    return store.find(List.of("+14155552671")) instanceof DncCache.Finding.Entries;
  }

  /** Passes bytes on to a server of this machine; open connections can be made to lose them. */
  private static final class LossyNetwork implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Set<Socket> lossy = ConcurrentHashMap.newKeySet();

    LossyNetwork(int target) throws IOException {
      Thread.ofVirtual().start(() -> accept(target));
    }

    int port() {
      return listener.getLocalPort();
    }

    void loseWhatComesOnOpenConnections() {
      lossy.addAll(open);
    }

    private void accept(int target) {
      try {
        while (true) {
          var client = listener.accept();
          var server = new Socket(InetAddress.getLoopbackAddress(), target);
          open.add(client);
          Thread.ofVirtual().start(() -> pass(client, client, server));
          Thread.ofVirtual().start(() -> pass(client, server, client));
        }
      } catch (IOException e) {
        assertThat(listener.isClosed()).as("%s", e).isTrue();
      }
    }

    private void pass(Socket link, Socket from, Socket to) {
      var bytes = new byte[8_192];
      try (from;
          to) {
        for (var n = from.getInputStream().read(bytes);
            n >= 0;
            n = from.getInputStream().read(bytes)) {
          if (!lossy.contains(link)) {
            to.getOutputStream().write(bytes, 0, n);
          }
        }
      } catch (IOException e) {
        assertThat(e).isInstanceOf(SocketException.class); // closed by either side
      }
    }

    @Override
    public void close() throws IOException {
      listener.close();
    }
  }
}
