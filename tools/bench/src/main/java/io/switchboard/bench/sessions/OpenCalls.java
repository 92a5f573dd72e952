package io.switchboard.bench.sessions;

import io.switchboard.bench.machine.BenchDeployment;
import io.switchboard.contract.event.TimeSource;
import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.event.ivr.CallSource;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.EventType;
import io.switchboard.contract.headers.ServiceName;
import io.switchboard.contract.topic.Topic;
import io.switchboard.ivr.definition.DefinitionFile;
import io.switchboard.testkit.process.ChildProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * An ivr-streams with calls in the menu, on one partition. Record times are an hour in the past, so
 * that deadlines pass only by a tick.
 */
public final class OpenCalls implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final int OPENED_AT_ONCE = 50_000;
  private static final long SEED = 20261123;
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  /** Below the maximum that fires with each record, so that all deadlines fire. */
  private static final int DEADLINES_A_TICK = 100;

  private final ChildProcess service;
  private final Path stateDirectory;
  private final Topic<String, CallEvent> topic;
  private final KafkaProducer<String, CallEvent> producer;
  private final KafkaConsumer<byte[], byte[]> decisions;
  private final Random random = new Random(SEED);
  private final Instant start = Instant.now().minusSeconds(3_600);
  private int sent;
  private int count;

  /** Starts without calls. */
  public OpenCalls(BenchDeployment deployment, ChildProcess service) {
    this.service = service;
    this.stateDirectory = deployment.stateDirectory();
    var kafka = deployment.kafka();
    topic = kafka.topics().dtmf();
    producer =
        new KafkaProducer<>(
            kafka.clientProperties(Map.of("linger.ms", 5, "batch.size", 65_536)),
            new StringSerializer(),
            topic.values().serializer());
    decisions =
        new KafkaConsumer<>(
            kafka.clientProperties(Map.of("max.poll.records", 5_000)),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    var partitions = List.of(new TopicPartition(kafka.topics().ivrDecisions().name(), 0));
    decisions.assign(partitions);
    decisions.seekToBeginning(partitions);
    send(CallEvent.PARTITION_KEY, patientMenu(), start);
  }

  /** The shipped menu, changed so that no call ends while digits are counted. */
  private static CallEvent patientMenu() {
    var patient =
        DefinitionFile.trusted(
            DefinitionFile.shippedText()
                .replace("noMatch: {max: 10", "noMatch: {max: 100")
                .replace("\nglobals:", "\nlimits: {maxSteps: 500}\n\nglobals:"));
    return new CallEvent.Activation(patient.hash(), patient.body());
  }

  /** The number of open calls. */
  public int count() {
    return count;
  }

  /** The service's process. */
  public ChildProcess service() {
    return service;
  }

  /** The directory of its store. */
  public Path stateDirectory() {
    return stateDirectory;
  }

  /** Adds calls with a first digit, up to this number. */
  public void openUntil(int total) {
    while (count < total) {
      var next = Math.min(total, count + OPENED_AT_ONCE);
      for (var call = count; call < next; call++) {
        digit(call, "1");
      }
      producer.flush();
      await(next - count);
      count = next;
    }
  }

  /** Microseconds per digit without a target in the menu, over this number of digits. */
  public double digits(int digits) {
    return frozenWhile(
        digits,
        () -> {
          for (var i = 0; i < digits; i++) {
            digit(random.nextInt(count), "9");
          }
        });
  }

  /** Microseconds per deadline; afterwards no call is open. */
  public double deadlines() {
    var later = start.plusSeconds(60);
    return frozenWhile(
        count,
        () -> {
          for (var tick = 0; tick <= count / DEADLINES_A_TICK; tick++) {
            send(CallEvent.PARTITION_KEY, new CallEvent.Tick(later), later);
          }
        });
  }

  private double frozenWhile(int awaited, Runnable sending) {
    service.suspend();
    try {
      sending.run();
      producer.flush();
    } finally {
      service.resume();
    }
    return await(awaited);
  }

  private void digit(int call, String digit) {
    var id = "call-" + call;
    send(id, new CallEvent.Digit(id, digit, CallSource.BRIDGE, null, TimeSource.RECEIVED), start);
  }

  private void send(String key, CallEvent event, Instant at) {
    var headers =
        new EventHeaders(
            "e" + sent++,
            EventType.DIGIT.wireName(),
            ServiceName.INGRESS.source(),
            null,
            at,
            at,
            TRACE);
    var _ =
        producer.send(
            new ProducerRecord<>(
                topic.name(), null, at.toEpochMilli(), key, event, headers.toKafka()));
  }

  /**
   * Waits for this number of decisions, committed or not; returns microseconds each, after the
   * first poll.
   */
  private double await(int wanted) {
    var seen = new int[1];
    var first = new int[1];
    var beganAt = new long[1];
    service.await(
        wanted + " decisions",
        TIMEOUT,
        () -> {
          seen[0] += decisions.poll(Duration.ofMillis(20)).count();
          if (seen[0] > 0 && beganAt[0] == 0) {
            beganAt[0] = System.nanoTime();
            first[0] = seen[0];
          }
          return seen[0] >= wanted;
        });
    return (System.nanoTime() - beganAt[0]) / 1_000.0 / Math.max(1, seen[0] - first[0]);
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(2));
    decisions.close(CloseOptions.timeout(Duration.ofSeconds(2)));
  }
}
