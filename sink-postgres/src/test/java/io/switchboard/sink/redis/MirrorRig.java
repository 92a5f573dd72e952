package io.switchboard.sink.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.switchboard.contract.event.dnc.DncRegistration;
import io.switchboard.contract.event.dnc.DncSource;
import io.switchboard.contract.phone.DncMirror;
import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.embedded.EmbeddedRedis;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** A mirror of its own on the shared Redis. */
final class MirrorRig {
  static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  final TopicPrefix prefix = new TopicPrefix("m" + UUID.randomUUID().toString().substring(0, 8));
  final DncMirror layout = new DncMirror(prefix);

  MirrorStore store() {
    return MirrorStore.connect(EmbeddedRedis.shared().url(), layout);
  }

  static DncRegistration registration(String number, boolean doNotCall, Instant at, String id) {
    return new DncRegistration(
        number, doNotCall, at, id, DncSource.WEBHOOK, "by test", List.of(), "head", 1, at);
  }

  Optional<DncMirror.MirrorEntry> entry(String epoch, String number) {
    return redis(commands -> Optional.ofNullable(commands.get(layout.number(epoch, number))))
        .flatMap(DncMirror.MirrorEntry::parse);
  }

  static <T> T redis(Function<RedisCommands<String, String>, T> work) {
    var client = RedisClient.create(EmbeddedRedis.shared().url());
    try (var connection = client.connect()) {
      return work.apply(connection.sync());
    } finally {
      client.shutdown();
    }
  }
}
