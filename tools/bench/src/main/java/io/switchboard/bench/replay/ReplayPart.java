package io.switchboard.bench.replay;

import io.switchboard.bench.AlternatingRuns;
import io.switchboard.bench.BenchPart;
import io.switchboard.bench.PartRun;
import io.switchboard.bench.machine.BenchDeployment;
import io.switchboard.bench.report.Aim;
import io.switchboard.bench.report.Figure;
import io.switchboard.bench.report.PartReport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** A scan of a topic with a filter on its JSON, against a consumer that discards the records. */
public final class ReplayPart implements BenchPart {
  private static final String TOPIC = "dispositions.classified";
  private static final String FILTER =
      "severity = 'critical' and eventTime >= '2026-11-20T00:00:00Z'";
  private static final List<String> SEVERITIES = List.of("critical", "medium", "low");
  private static final int RECORDS = 1_000_000;
  private static final int PARTITIONS = 3;
  private static final long SEED = 41;
  private static final Aim AIM = Aim.ratio(0.8);

  @Override
  public String name() {
    return "replay";
  }

  @Override
  public String description() {
    return "records a second through a filter, against a bare consumer";
  }

  @Override
  public PartReport measure(PartRun run) throws Exception {
    var deployment = run.deployment(PARTITIONS);
    var records = run.plan().count(RECORDS);
    run.expectSteps(1);
    var critical = fill(deployment, records);
    run.step();
    var process =
        run.workbench()
            .startPiped(
                run.scope(),
                "scan",
                ScanMain.class,
                deployment.variables(),
                deployment.name(TOPIC));
    try (var orders = new PrintWriter(process.input(), true, StandardCharsets.UTF_8);
        var answers =
            new BufferedReader(new InputStreamReader(process.output(), StandardCharsets.UTF_8))) {
      var turns = new AlternatingRuns(run, 1);
      var bare =
          turns.add(
              _ -> {
                orders.println("bare");
                return rate(answers.readLine(), records, records);
              });
      var scan =
          turns.add(
              _ -> {
                orders.println("scan " + FILTER);
                return rate(answers.readLine(), records, critical);
              });
      turns.measure();
      run.add(
          Figure.rate("records through a filter", scan.rounds(rate -> rate))
              .against("bare consumer", bare.rounds(rate -> rate))
              .aimingAt(AIM));
      run.add(Figure.peakMemory("maximum resident memory", process));
    }
    run.note(records + " records, filter: " + FILTER);
    return run.report();
  }

  private static double rate(@Nullable String answer, int records, int expected)
      throws IOException {
    if (answer == null) {
      throw new IOException("the process that scans has ended by itself");
    }
    var parts = List.of(answer.split(" ", -1));
    if (Long.parseLong(parts.get(1)) != expected) {
      throw new IllegalStateException("found " + parts.get(1) + " records and not " + expected);
    }
    return records / (Long.parseLong(parts.get(0)) / 1e9);
  }

  /** Returns how many records the filter matches. */
  private static int fill(BenchDeployment deployment, int records) {
    var random = new Random(SEED);
    var critical = 0;
    try (var producer =
        new KafkaProducer<>(
            deployment.kafka().clientProperties(Map.of("linger.ms", 5, "batch.size", 65_536)),
            new StringSerializer(),
            new ByteArraySerializer())) {
      for (var i = 0; i < records; i++) {
        var severity = SEVERITIES.get(random.nextInt(SEVERITIES.size()));
        critical += severity.equals("critical") ? 1 : 0;
        var value =
            """
            {"eventId":"%032x","contactId":"c-%d","dispositionCode":"1001","category":"do_not_call",\
            "severity":"%s","ruleId":"do-not-call","rulesVersion":"1-0a1b2c3d4e5f",\
            "auditEntry":"[2026-11-20T10:00:00Z] Disposition 1001 mapped to do_not_call",\
            "revision":1,"stale":false,"eventTime":"2026-11-20T10:00:00.000Z"}"""
                .formatted(random.nextLong(), i, severity);
        var _ =
            producer.send(
                new ProducerRecord<>(
                    deployment.name(TOPIC),
                    i % PARTITIONS,
                    "c-" + i,
                    value.getBytes(StandardCharsets.UTF_8)));
      }
      producer.flush();
    }
    return critical;
  }
}
