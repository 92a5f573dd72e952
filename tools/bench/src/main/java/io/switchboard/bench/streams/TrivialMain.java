package io.switchboard.bench.streams;

import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.service.ManagementSettings;
import io.switchboard.service.Service;
import io.switchboard.service.ServiceMain;
import io.switchboard.streams.StreamsOptions;
import io.switchboard.streams.TopologyService;

/**
 * {@link TrivialStreams} as a process, with the guarantee, batches and commit interval of the
 * measured services. {@code TRIVIAL_INPUT} and {@code TRIVIAL_OUTPUT} name its topics.
 */
final class TrivialMain {
  static final String NAME = "trivial";

  private TrivialMain() {}

  static void main(String[] arguments) {
    ServiceMain.run(NAME, TrivialMain::start);
  }

  private static Service start(Environment environment) {
    var kafka = KafkaSettings.read(environment);
    var input = kafka.prefix().applyTo(environment.required("TRIVIAL_INPUT", "numbers"));
    var output = kafka.prefix().applyTo(environment.required("TRIVIAL_OUTPUT", "copied"));
    environment.check();
    return TopologyService.start(
        NAME,
        ManagementSettings.read(environment, 0),
        kafka,
        StreamsOptions.read(environment).withLargeBatches(),
        _ -> TrivialStreams.topology(input, output));
  }
}
