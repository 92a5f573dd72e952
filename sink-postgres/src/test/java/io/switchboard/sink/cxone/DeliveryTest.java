package io.switchboard.sink.cxone;

import static io.switchboard.sink.cxone.Records.TOPICS;
import static io.switchboard.sink.cxone.Records.registration;
import static io.switchboard.sink.cxone.Records.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.contract.EventHeaders;
import io.switchboard.contract.event.PushAnswer;
import io.switchboard.contract.event.PushAnswer.Kind;
import io.switchboard.contract.event.PushAnswer.PushOutcome;
import io.switchboard.cxone.Cxone;
import io.switchboard.cxone.CxoneAnswer;
import io.switchboard.cxone.CxoneAnswer.Confirmed;
import io.switchboard.cxone.CxoneAnswer.Conflict;
import io.switchboard.cxone.CxoneAnswer.Forbidden;
import io.switchboard.cxone.CxoneAnswer.Refused;
import io.switchboard.cxone.CxoneAnswer.Trouble;
import io.switchboard.cxone.CxoneAnswer.TryAgain;
import io.switchboard.cxone.CxoneCall;
import io.switchboard.cxone.CxoneCall.OutboundContact;
import io.switchboard.cxone.CxoneCall.PatchContact;
import io.switchboard.cxone.CxoneCall.WriteOutbound;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeliveryTest {
  private static final Confirmed OK = new Confirmed(200);

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final List<CxoneCall> calls = new CopyOnWriteArrayList<>();
  private final List<Gate.State> gateStates = new CopyOnWriteArrayList<>();
  private final Ledger ledger = new Ledger();
  private final Backlog backlog = new Backlog();
  private final KnownRecords records = new KnownRecords(PushRig.NO_DATABASE);
  private long offset;
  private @Nullable Dispatcher dispatcher;

  @AfterEach
  void stop() {
    if (dispatcher != null) {
      dispatcher.abandon();
    }
  }

  @Test
  void shouldTellOnlyTheLatestStateOfAKeyAndOneAtATime() {
    var gate = new CountDownLatch(1);
    var underWay = new AtomicInteger();
    var most = new AtomicInteger();
    contact("k-1", "e1", "first");
    start(
        Kind.CONTACT,
        Duration.ofHours(1),
        _ -> {
          most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
          gate.await();
          underWay.decrementAndGet();
          return OK;
        });
    await().until(() -> calls.size() == 1);

    contact("k-1", "e2", "second");
    contact("k-1", "e3", "third");
    gate.countDown();

    await().until(() -> backlog.size() == 0);
    assertThat(calls)
        .extracting(call -> ((PatchContact) call).category())
        .containsExactly("first", "third");
    assertThat(most.get()).isEqualTo(1);
    assertThat(answers()).extracting(PushAnswer::eventId).containsExactly("e1", "e3");
    assertThat(everythingIsDone()).isTrue();
  }

  @Test
  void shouldRetryUntilItIsConfirmed() {
    var attempts = new AtomicInteger();
    contact("k-1", "e1", "lead");

    start(
        Kind.CONTACT,
        Duration.ofHours(1),
        _ ->
            switch (attempts.incrementAndGet()) {
              case 1 -> new TryAgain(429, Trouble.THROTTLED, Duration.ofMillis(10), "");
              case 2 -> new TryAgain(503, Trouble.SERVER_ERROR, null, "");
              case 3 -> new TryAgain(0, Trouble.TIMEOUT, null, "");
              default -> OK;
            });

    await().until(() -> answers().size() == 1);
    assertThat(answers().getFirst())
        .extracting(PushAnswer::outcome, PushAnswer::attempts, PushAnswer::status)
        .containsExactly(PushOutcome.CONFIRMED, 4, 200);
    assertThat(answers().getFirst().kind()).isEqualTo(Kind.CONTACT);
  }

  @Test
  void shouldDeadLetterWhatCxoneRefusesByteForByte() {
    contact("k-1", "e1", "lead");

    start(Kind.CONTACT, Duration.ofHours(1), _ -> new Refused(404, "no contact +14155552671"));

    await().until(() -> answers().size() == 1);
    var letter = letters().getFirst();
    assertThat(new String(letter.value(), StandardCharsets.UTF_8)).contains("\"eventId\":\"e1\"");
    assertThat(EventHeaders.text(letter.headers(), "dlq_class")).contains("Http404");
    assertThat(EventHeaders.text(letter.headers(), "dlq_destination")).contains("cxone contact");
    assertThat(answers().getFirst())
        .extracting(PushAnswer::outcome, PushAnswer::status, PushAnswer::error)
        .containsExactly(PushOutcome.DEAD_LETTERED, 404, "no contact ***71");
    assertThat(everythingIsDone()).isTrue();
  }

  @Test
  void shouldFindTheOneThatIsRefusedInABatch() {
    numbers(100, true);

    start(
        Kind.OUTBOUND,
        Duration.ofHours(1),
        call -> has(call, "+1415555037") ? new Refused(422, "bad number") : OK);

    await().until(() -> backlog.size() == 0);
    assertThat(letters()).hasSize(1);
    assertThat(answers()).hasSize(100);
    assertThat(answers().stream().filter(answer -> answer.outcome() == PushOutcome.DEAD_LETTERED))
        .extracting(PushAnswer::key)
        .containsExactly("+1415555037");
    assertThat(calls.size()).isLessThanOrEqualTo(15);
  }

  @Test
  void shouldResendOnlyTheKnownNumberAsAnUpsertAndOnce() {
    numbers(100, true);

    start(
        Kind.OUTBOUND,
        Duration.ofHours(1),
        call -> {
          var known =
              contacts(call).stream()
                  .filter(contact -> contact.phoneNumber().endsWith("042"))
                  .filter(contact -> !"upsert".equals(contact.updateMode()))
                  .findFirst();
          return known.isPresent() ? new Conflict(409, "r-42", "") : OK;
        });

    await().until(() -> backlog.size() == 0);
    var upserts =
        calls.stream()
            .flatMap(call -> contacts(call).stream())
            .filter(contact -> contact.updateMode() != null)
            .toList();
    assertThat(upserts).hasSize(1);
    assertThat(upserts.getFirst().existingRecordId()).isEqualTo("r-42");
    assertThat(upserts.getFirst().phoneNumber()).isEqualTo("+1415555042");
    assertThat(letters()).isEmpty();
    assertThat(answers()).allMatch(answer -> answer.outcome() == PushOutcome.CONFIRMED);
  }

  @Test
  void shouldDeadLetterANumberWhoseUpsertConflictsToo() {
    numbers(1, true);

    start(Kind.OUTBOUND, Duration.ofHours(1), _ -> new Conflict(409, "r-1", "known"));

    await().until(() -> letters().size() == 1);
    assertThat(calls).hasSize(2);
  }

  @Test
  void shouldNameTheRecordsThatItKnowsInOneRequest() {
    for (var i = 0; i < 100; i++) {
      records.learned("+1415555%03d".formatted(i), "r-" + i);
    }
    numbers(100, true);

    start(
        Kind.OUTBOUND,
        Duration.ofHours(1),
        call ->
            contacts(call).stream().allMatch(contact -> "upsert".equals(contact.updateMode()))
                ? OK
                : new Conflict(409, "r-0", ""));

    await().until(() -> backlog.size() == 0);
    assertThat(calls).hasSize(1);
    assertThat(contacts(calls.getFirst()).get(42).existingRecordId()).isEqualTo("r-42");
    assertThat(answers()).extracting(PushAnswer::recordId).contains("r-42", "r-99");
  }

  @Test
  void shouldForgetARecordThatIsGoneAndTellTheNumberAnew() {
    records.learned("+1415555007", "gone");
    numbers(20, true);

    start(
        Kind.OUTBOUND,
        Duration.ofHours(1),
        call ->
            contacts(call).stream().anyMatch(contact -> "gone".equals(contact.existingRecordId()))
                ? new Refused(404, "no such record")
                : OK);

    await().until(() -> backlog.size() == 0);
    assertThat(letters()).isEmpty();
    assertThat(answers()).hasSize(20).allMatch(a -> a.outcome() == PushOutcome.CONFIRMED);
  }

  @Test
  void shouldTakeTheIdOfANewerConflictForAKnownNumber() {
    records.learned("+1415555000", "old");
    numbers(1, true);

    start(
        Kind.OUTBOUND,
        Duration.ofHours(1),
        call ->
            "new".equals(contacts(call).getFirst().existingRecordId())
                ? OK
                : new Conflict(409, "new", ""));

    await().until(() -> backlog.size() == 0);
    assertThat(calls).hasSize(2);
    assertThat(records.id("+1415555000")).isEqualTo("new");
    assertThat(letters()).isEmpty();
  }

  @Test
  void shouldTellOptOutsFirst() {
    optIns(150);
    numbers(50, true);

    start(Kind.OUTBOUND, Duration.ofHours(1), _ -> OK);

    await().until(() -> backlog.size() == 0);
    assertThat(calls).allMatch(call -> contacts(call).size() <= 100);
    var withOptOuts =
        calls.stream()
            .map(DeliveryTest::contacts)
            .filter(contacts -> contacts.stream().anyMatch(OutboundContact::doNotCall))
            .toList();
    assertThat(withOptOuts).hasSize(1);
    assertThat(withOptOuts.getFirst().stream().limit(50)).allMatch(OutboundContact::doNotCall);
    assertThat(calls.stream().mapToInt(call -> contacts(call).size()).sum()).isEqualTo(200);
  }

  @Test
  void shouldGiveUpOnAKeyThatFailsForLongWhileOthersAreServed() {
    contact("bad", "e0", "lead");
    start(
        Kind.CONTACT,
        Duration.ofMillis(300),
        call -> has(call, "bad") ? new TryAgain(500, Trouble.SERVER_ERROR, null, "broken") : OK);

    await()
        .until(
            () -> {
              contact("good-" + offset, "e" + offset, "lead");
              return !letters().isEmpty();
            });

    assertThat(letters()).hasSize(1);
    assertThat(EventHeaders.text(letters().getFirst().headers(), "dlq_class"))
        .contains("SERVER_ERROR");
  }

  @Test
  void shouldIsolateABadNumberThatMakesBatchesFail() {
    numbers(20, true);

    start(
        Kind.OUTBOUND,
        Duration.ofHours(1),
        call -> has(call, "+1415555007") ? new TryAgain(500, Trouble.SERVER_ERROR, null, "") : OK);

    await().atMost(Duration.ofSeconds(60)).until(() -> backlog.size() == 1);
    assertThat(answers()).hasSize(19);
    assertThat(letters()).isEmpty();
  }

  @Test
  void shouldKeepEverythingWhileCxoneIsDownAndHurryWhenItIsBack() {
    var down = new AtomicBoolean(true);
    IntStream.range(0, 200).forEach(i -> contact("k-" + i, "e" + i, "lead"));
    start(
        Kind.CONTACT,
        Duration.ofNanos(1),
        _ -> down.get() ? new TryAgain(0, Trouble.UNREACHABLE, null, "ConnectException") : OK);
    await().until(() -> !gateStates.isEmpty());

    down.set(false);

    await().atMost(Duration.ofSeconds(30)).until(() -> backlog.size() == 0);
    assertThat(gateStates.getFirst())
        .isInstanceOfSatisfying(
            Gate.State.Shut.class, shut -> assertThat(shut.reason()).isEqualTo(Gate.Reason.DOWN));
    assertThat(letters()).isEmpty();
    assertThat(answers()).hasSize(200);
  }

  @Test
  void shouldPauseTheKindWhenItIsForbidden() {
    var allowed = new AtomicBoolean();
    contact("k-1", "e1", "lead");
    start(
        Kind.CONTACT,
        Duration.ofHours(1),
        _ -> allowed.get() ? OK : new Forbidden(403, "contacts:write is missing"));
    await().until(() -> !gateStates.isEmpty());

    allowed.set(true);

    await().atMost(Duration.ofSeconds(30)).until(() -> answers().size() == 1);
    assertThat(gateStates.getFirst().toString()).contains("contacts:write is missing");
    assertThat(gateStates.getLast()).isEqualTo(new Gate.State.Open());
    assertThat(letters()).isEmpty();
  }

  @Test
  void shouldNotLetATimedOutRequestBeOvertaken() {
    var sentAt = new CopyOnWriteArrayList<Long>();
    var newerIsThere = new CountDownLatch(1);
    contact("k-1", "e1", "lead");
    start(
        Kind.CONTACT,
        Duration.ofHours(1),
        _ -> {
          sentAt.add(System.nanoTime());
          newerIsThere.await();
          return sentAt.size() == 1 ? new TryAgain(0, Trouble.TIMEOUT, null, "late") : OK;
        });
    await().until(() -> sentAt.size() == 1);

    contact("k-1", "e2", "newer");
    newerIsThere.countDown();

    await().until(() -> answers().size() == 1);
    assertThat(sentAt.get(1) - sentAt.get(0))
        .isGreaterThanOrEqualTo(Duration.ofMillis(50).toNanos());
    assertThat(answers().getFirst().eventId()).isEqualTo("e2");
  }

  @Test
  void shouldLeaveNoOffsetOpenWhenStatesComeDuringAnAttemptAndAfterIt() {
    var attempts = new AtomicInteger();
    var firstEnds = new CountDownLatch(1);
    contact("k-1", "e1", "lead");
    start(
        Kind.CONTACT,
        Duration.ofHours(1),
        _ -> {
          firstEnds.await();
          return attempts.incrementAndGet() == 1
              ? new TryAgain(429, Trouble.THROTTLED, Duration.ofMillis(500), "")
              : OK;
        });
    await().until(() -> calls.size() == 1);
    contact("k-1", "e2", "during");
    firstEnds.countDown();
    await().until(() -> attempts.get() == 1);

    contact("k-1", "e3", "after");

    await().until(() -> backlog.size() == 0);
    assertThat(answers()).extracting(PushAnswer::eventId).containsExactly("e3");
    assertThat(everythingIsDone()).isTrue();
  }

  @Test
  void shouldGiveUpOnErrorBodiesAfterAFewAttempts() {
    contact("k-1", "e1", "lead");

    start(
        Kind.CONTACT,
        Duration.ofHours(1),
        _ -> new TryAgain(200, Trouble.ERROR_BODY, Duration.ZERO, "{\"error\":\"x\"}"));

    await().atMost(Duration.ofSeconds(30)).until(() -> letters().size() == 1);
    assertThat(calls).hasSize(5);
  }

  private void start(Kind kind, Duration patience, Script script) {
    var lease = new Lease();
    lease.confirmed(System.nanoTime() + Duration.ofHours(1).toNanos());
    var metrics = new PushMetrics(new SimpleMeterRegistry());
    Cxone cxone =
        (call, _) -> {
          calls.add(call);
          return script.answer(call);
        };
    var delivery =
        new Delivery(
            kind,
            new Gate(gateStates::add),
            backlog,
            new Delivery.Term(
                cxone,
                lease,
                ledger,
                new AnswerLog(producer, TOPICS),
                metrics,
                records,
                new Delivery.Rules(patience, Duration.ofMillis(50))));
    dispatcher = new Dispatcher(PushSourcesTest.source(kind), backlog, delivery);
    dispatcher.start();
  }

  @FunctionalInterface
  private interface Script {
    CxoneAnswer answer(CxoneCall call) throws InterruptedException;
  }

  private void contact(String contactId, String eventId, String category) {
    var topic = TOPICS.dispositionsClassified();
    var source = Records.record(topic, contactId, result(contactId, eventId, category), offset++);
    add(PushSourcesTest.source(Kind.CONTACT), source);
  }

  private void numbers(int count, boolean doNotCall) {
    for (var i = 0; i < count; i++) {
      number("+1415555%03d".formatted(i), doNotCall);
    }
  }

  private void optIns(int count) {
    for (var i = 0; i < count; i++) {
      number("+1415666%03d".formatted(i), false);
    }
  }

  private void number(String number, boolean doNotCall) {
    var value = registration(number, doNotCall, "e-" + number);
    add(
        PushSourcesTest.source(Kind.OUTBOUND),
        Records.record(TOPICS.dncRegistry(), number, value, offset++));
  }

  private void add(
      PushSource<?> source,
      org.apache.kafka.clients.consumer.ConsumerRecord<byte[], byte[]> record) {
    var push = ((Reading.Wanted) source.read(record, java.util.Set.of())).push();
    ledger.opened(push.partition(), record.offset());
    backlog.add(push).ifPresent(ledger::done);
  }

  private boolean everythingIsDone() {
    return List.of(TOPICS.dispositionsClassified(), TOPICS.dncRegistry()).stream()
        .map(topic -> new org.apache.kafka.common.TopicPartition(topic.name(), 0))
        .allMatch(partition -> ledger.firstOpen(partition).isEmpty());
  }

  private static List<OutboundContact> contacts(CxoneCall call) {
    return ((WriteOutbound) call).contacts();
  }

  private static boolean has(CxoneCall call, String key) {
    return switch (call) {
      case PatchContact(var contactId, _, _) -> contactId.equals(key);
      case WriteOutbound(var contacts) ->
          contacts.stream().anyMatch(contact -> contact.phoneNumber().equals(key));
      case CxoneCall.SetVariables(var callId, _) -> callId.equals(key);
      case CxoneCall.RegisterDataAction _ -> false;
    };
  }

  private List<PushAnswer> answers() {
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

  private List<ProducerRecord<byte[], byte[]>> letters() {
    return producer.history().stream()
        .filter(record -> record.topic().equals("sink-postgres.dlq"))
        .toList();
  }
}
