package io.switchboard.bench.lookup;

import io.lettuce.core.RedisClient;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanIterator;
import io.switchboard.contract.phone.DncMirror;

/** The mirror's keys in a given Redis; closing it deletes them. */
record MirrorKeys(String redisUrl, DncMirror mirror) implements AutoCloseable {
  private static final int AT_ONCE = 1_000;

  @Override
  public void close() {
    var client = RedisClient.create(redisUrl);
    try (var connection = client.connect()) {
      var commands = connection.sync();
      var ours = ScanArgs.Builder.matches(mirror.base() + "*").limit(AT_ONCE);
      ScanIterator.scan(commands, ours).forEachRemaining(commands::unlink);
    } finally {
      client.close();
    }
  }
}
