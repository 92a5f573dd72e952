package io.switchboard.pushes.delivery;

import static io.switchboard.pushes.state.StreamRecords.TOPICS;
import static io.switchboard.pushes.state.StreamRecords.registration;
import static io.switchboard.pushes.state.StreamRecords.result;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.contract.event.PushAnswer;
import io.switchboard.contract.event.PushAnswer.PushKind;
import io.switchboard.contract.event.dnc.DncRegistration;
import io.switchboard.contract.headers.Redrive;
import io.switchboard.cxone.Cxone;
import io.switchboard.cxone.rest.CxoneAnswer;
import io.switchboard.cxone.rest.CxoneCall;
import io.switchboard.cxone.rest.CxoneCall.OutboundContact;
import io.switchboard.cxone.rest.CxoneCall.PatchContact;
import io.switchboard.cxone.rest.CxoneCall.WriteOutbound;
import io.switchboard.pushes.PushRig;
import io.switchboard.pushes.records.AnswerLog;
import io.switchboard.pushes.records.ConnectionSource;
import io.switchboard.pushes.records.CurrentStates;
import io.switchboard.pushes.records.OutboundRecordIds;
import io.switchboard.pushes.records.SendAttempts;
import io.switchboard.pushes.state.PushInput;
import io.switchboard.pushes.state.PushSource;
import io.switchboard.pushes.state.PushSourcesTest;
import io.switchboard.pushes.state.StreamRecords;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.ReplaceableProducer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** One kind of push from its backlog to a CXone that answers by a script. */
final class DeliveryRig implements AutoCloseable {
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  final List<CxoneCall> calls = new CopyOnWriteArrayList<>();
  final List<Optional<String>> traceparents = new CopyOnWriteArrayList<>();
  final List<PushBreaker.State> breakerStates = new CopyOnWriteArrayList<>();
  private final OpenOffsets openOffsets = new OpenOffsets();
  final Backlog backlog = new Backlog();
  final OutboundRecordIds records = new OutboundRecordIds(PushRig.NO_DATABASE);
  boolean optOutsApart;
  private long offset;
  private final ConnectionSource database;
  private @Nullable Dispatcher dispatcher;

  DeliveryRig() {
    this(PushRig.NO_DATABASE);
  }

  DeliveryRig(ConnectionSource database) {
    this.database = database;
  }

  /** Begins to tell what is in the backlog; the script answers for CXone. */
  Dispatcher start(PushKind kind, Duration keyFailureTimeout, Script script) {
    var lease = new Lease();
    lease.confirmed(System.nanoTime() + Duration.ofHours(1).toNanos());
    var metrics = new PushMetrics(new SimpleMeterRegistry());
    Cxone cxone =
        (call, traceparent) -> {
          calls.add(call);
          traceparents.add(Optional.ofNullable(traceparent));
          return script.answer(call);
        };
    var delivery =
        new Delivery(
            PushSourcesTest.source(kind),
            new PushBreaker(breakerStates::add, keyFailureTimeout),
            backlog,
            new PushPipeline.PipelineComponents(
                cxone,
                lease,
                openOffsets,
                new SendAttempts(),
                new AnswerLog(new ReplaceableProducer(() -> producer), TOPICS, new HealthChecks()),
                metrics,
                records,
                new CurrentStates(database, "sink-postgres"),
                new PushPipeline.PipelineRules(
                    keyFailureTimeout,
                    Duration.ofMillis(50),
                    Duration.ofMillis(50),
                    optOutsApart)));
    var started =
        new Dispatcher(PushSourcesTest.source(kind), backlog, delivery, new HealthChecks());
    dispatcher = started;
    started.start();
    return started;
  }

  @Override
  public void close() {
    if (dispatcher != null) {
      dispatcher.abandon();
    }
  }

  /** What CXone answers. */
  @FunctionalInterface
  interface Script {
    CxoneAnswer answer(CxoneCall call) throws InterruptedException;
  }

  void contact(String contactId, String eventId, String category) {
    contact(contactId, eventId, category, new RecordHeaders());
  }

  void contact(String contactId, String eventId, String category, Headers headers) {
    var topic = TOPICS.dispositionsClassified();
    var value = result(contactId, eventId, category);
    add(
        PushSourcesTest.source(PushKind.CONTACT),
        StreamRecords.record(topic, contactId, value, offset++, headers));
  }

  void numbers(int count, boolean doNotCall) {
    for (var i = 0; i < count; i++) {
      number("+1415555%03d".formatted(i), doNotCall);
    }
  }

  void optIns(int count) {
    for (var i = 0; i < count; i++) {
      number("+1415666%03d".formatted(i), false);
    }
  }

  void optOut(String number) {
    number(number, true);
  }

  private synchronized void number(String number, boolean doNotCall) {
    var value = registration(number, doNotCall, "e-" + number);
    add(
        PushSourcesTest.source(PushKind.OUTBOUND),
        StreamRecords.record(TOPICS.dncRegistry(), number, value, offset++));
  }

  /** A state that a replay or a redrive has written again. */
  void repeated(DncRegistration value) {
    var headers = new RecordHeaders();
    headers.add(Redrive.TO, "sink-postgres cxone outbound".getBytes(StandardCharsets.UTF_8));
    add(
        PushSourcesTest.source(PushKind.OUTBOUND),
        StreamRecords.record(TOPICS.dncRegistry(), value.phoneNumber(), value, offset++, headers));
  }

  void number(DncRegistration value) {
    add(
        PushSourcesTest.source(PushKind.OUTBOUND),
        StreamRecords.record(TOPICS.dncRegistry(), value.phoneNumber(), value, offset++));
  }

  private void add(
      PushSource<?> source,
      org.apache.kafka.clients.consumer.ConsumerRecord<byte[], byte[]> record) {
    var push = ((PushInput.Wanted) source.read(record, java.util.Set.of())).push();
    openOffsets.opened(push.partition(), record.offset());
    backlog.add(List.of(push)).forEach(openOffsets::done);
  }

  /** Offsets of all states so far; each is one more. */
  long offset() {
    return offset;
  }

  boolean everythingIsDone() {
    return List.of(TOPICS.dispositionsClassified(), TOPICS.dncRegistry()).stream()
        .map(topic -> new org.apache.kafka.common.TopicPartition(topic.name(), 0))
        .allMatch(partition -> openOffsets.firstOpen(partition).isEmpty());
  }

  static List<OutboundContact> contacts(CxoneCall call) {
    return ((WriteOutbound) call).contacts();
  }

  static boolean has(CxoneCall call, String key) {
    return switch (call) {
      case PatchContact(var contactId, _, _) -> contactId.equals(key);
      case WriteOutbound(var contacts) ->
          contacts.stream().anyMatch(contact -> contact.phoneNumber().equals(key));
      case CxoneCall.SetVariables(var callId, _) -> callId.equals(key);
      case CxoneCall.FindOptOut(var number) -> number.equals(key);
      case CxoneCall.RegisterDataAction _ -> false;
    };
  }

  List<PushAnswer> answers() {
    return written(TOPICS.pushes().name(), TOPICS.pushes().values().deserializer()::deserialize);
  }

  private <T> List<T> written(String topic, java.util.function.BiFunction<String, byte[], T> as) {
    var read = new ArrayList<T>();
    for (var record : producer.history()) {
      if (record.topic().equals(topic)) {
        read.add(as.apply(topic, record.value()));
      }
    }
    return read;
  }

  List<ProducerRecord<byte[], byte[]>> deadLetters() {
    return producer.history().stream()
        .filter(record -> record.topic().equals("sink-postgres.dlq"))
        .toList();
  }
}
