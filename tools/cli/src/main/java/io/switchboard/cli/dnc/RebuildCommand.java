package io.switchboard.cli.dnc;

import io.lettuce.core.RedisException;
import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.Console;
import io.switchboard.cli.DeploymentOptions;
import io.switchboard.cli.WriteOptions;
import io.switchboard.contract.phone.DncMirror;
import io.switchboard.contract.text.Quantity;
import io.switchboard.sink.redis.MirrorRebuild;
import io.switchboard.sink.redis.MirrorStore;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Rebuilds the mirror in Redis from PostgreSQL. */
@Command(
    name = "rebuild",
    mixinStandardHelpOptions = true,
    description = {
      "Rebuild the mirror in Redis from PostgreSQL; lookups are served meanwhile.",
      WriteOptions.ASKS_IN_PRODUCTION
    },
    footer = {"", "Example:", "  switchboard dnc rebuild"})
final class RebuildCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Mixin private WriteOptions writing = new WriteOptions();
  @Mixin private DeploymentOptions deployment = new DeploymentOptions();

  @Override
  public Integer call() {
    var url = deployment.redis();
    var prefix = deployment.kafkaUnchecked().prefix();
    if (!writing.agreedInProduction(deployment, new Console(spec), "rebuilt")) {
      return 0;
    }
    var err = spec.commandLine().getErr();
    try (var store = MirrorStore.connect(url, new DncMirror(prefix))) {
      var result =
          DncDatabase.with(
              deployment,
              database ->
                  new MirrorRebuild(store, database.connection())
                      .run(
                          (done, of) -> {
                            err.println(done + " of " + Quantity.of(of, "number"));
                            err.flush();
                          }));
      var out = spec.commandLine().getOut();
      out.printf(
          "epoch %s holds %s; %s of older epochs removed%n",
          result.epoch(),
          Quantity.of(result.numbers(), "number"),
          Quantity.of(result.removed(), "key"));
      out.flush();
      return 0;
    } catch (RedisException e) {
      throw new CommandFailure("Redis cannot be used: " + e.getClass().getSimpleName());
    } catch (IllegalStateException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()));
    }
  }
}
