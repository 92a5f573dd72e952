package io.switchboard.sink.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.headers.DeadLetterHeaders;
import io.switchboard.contract.headers.EventHeaders;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
final class PoisonTest {
  private SinkRig rig;

  @BeforeEach
  void start() throws Exception {
    rig = SinkRig.start();
  }

  @AfterEach
  void stop() throws Exception {
    rig.close();
  }

  @Test
  void shouldKeepEveryGoodRecordAmongBadOnesOfAllKinds() throws Exception {
    mix(2, 5_000, 5, Duration.ofSeconds(60));
  }

  @Test
  @Tag("long")
  void shouldKeepAHundredThousandGoodRecordsAmongAThousandBadOnes() throws Exception {
    mix(39, 100_000, 7, Duration.ofMinutes(10));
  }

  /** {@code rounds} times one of each kind, scattered among contacts with two events each. */
  private void mix(int rounds, int good, long seed, Duration timeout) throws Exception {
    var random = new Random(seed);
    var bad = 0;
    var round = 0;
    for (var i = 0; i < good; i++) {
      if (round < rounds && random.nextInt(good / rounds) == 0) {
        bad += poison(round++);
      }
      rig.contact("good-" + i % (good / 2), contact(i));
    }
    while (round < rounds) {
      bad += poison(round++);
    }
    rig.flush();
    rig.loop();

    rig.awaitDrained(timeout);

    assertThat(rig.query("select count(*), count(distinct first_name) from contact_records"))
        .containsExactly(good / 2 + "|" + good / 2);
    assertThat(
            rig.count("select count(*) from contact_records where first_name::int < " + good / 2))
        .isZero();
    assertThat(rig.count("select count(*) from dispositions")).isZero();
    var deadLetters =
        rig.deadLetters().stream().map(PoisonTest::identity).collect(Collectors.toSet());
    assertThat(deadLetters).hasSize(bad);
  }

  private int poison(int round) {
    var all = Poison.oneOfEach(round);
    all.forEach(p -> rig.send(rig.kafka.prefix().applyTo(p.topic()), p.key(), p.value(), null));
    return all.size();
  }

  @Test
  void shouldTryTheNextNewestEventWhenTheNewestIsRefused() throws Exception {
    rig.execute("alter table contact_records add check (first_name not like 'bad%')");
    rig.contact("k", named("oldest", 1));
    rig.contact("k", named("bad newest", 9));
    rig.contact("k", named("good", 5));
    rig.contact("k", named("bad newer", 7));
    rig.contact("other", named("fine", 1));
    rig.flush();
    rig.loop();

    rig.awaitDrained();

    assertThat(rig.query("select id, first_name from contact_records order by id"))
        .containsExactly("k|good", "other|fine");
    assertThat(rig.deadLetters())
        .extracting(
            deadLetter -> new String(deadLetter.value(), java.nio.charset.StandardCharsets.UTF_8))
        .containsExactlyInAnyOrder(named("bad newest", 9), named("bad newer", 7));
  }

  /** Statements that take too many rows time out, as they do in a slow database. */
  @Test
  void shouldBisectWithinAsManyRowsAsASlowDatabaseTakes() throws Exception {
    rig.execute("alter table contact_records add check (first_name <> 'bad')");
    rig.execute(
        """
        create function time_out() returns trigger language plpgsql as $$
        begin
          if (select count(*) from written) > 120 then
            raise exception 'too slow' using errcode = '57014';
          end if;
          return null;
        end $$\
        """);
    rig.execute(
        """
        create trigger slow after insert on contact_records referencing new table as written
        for each statement execute function time_out()\
        """);
    for (var i = 0; i < 1_000; i++) {
      rig.contact("k-" + i, named(i % 400 == 7 ? "bad" : "fine", 1));
    }
    rig.flush();
    rig.loop();

    rig.awaitDrained();

    assertThat(rig.count("select count(*) from contact_records")).isEqualTo(997);
    assertThat(rig.deadLetters()).hasSize(3);
  }

  @Test
  void shouldTellTheSqlstateAndTheColumnAndKeepTheRecordByteForByte() throws Exception {
    rig.contact("+14155550100", "{\"firstName\":\"A\\u0000\"}");
    rig.flush();
    rig.loop();

    rig.awaitDrained();

    var deadLetter = rig.deadLetters().getFirst();
    assertThat(new String(deadLetter.value(), java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo("{\"firstName\":\"A\\u0000\"}");
    assertThat(header(deadLetter, DeadLetterHeaders.ERROR_CLASS)).isEqualTo("22021");
    assertThat(header(deadLetter, DeadLetterHeaders.DESTINATION))
        .isEqualTo("contact_records.first_name");
    assertThat(header(deadLetter, DeadLetterHeaders.MESSAGE))
        .isEqualTo("22021 contact_records.first_name: holds U+0000");
    assertThat(header(deadLetter, "ce_id")).isEqualTo("e");
  }

  @Test
  void shouldSendALetterThatIsLargerThanTheLargestRecord() throws Exception {
    var largest = SinkRig.bytes("[" + " ".repeat(1_048_400) + "]");
    rig.send(rig.kafka.topics().contactEvents().name(), SinkRig.bytes("large"), largest, null);
    rig.contact("good", named("fine", 1));
    rig.flush();
    rig.loop();

    rig.awaitDrained();

    assertThat(rig.deadLetters()).hasSize(1);
    assertThat(rig.deadLetters().getFirst().value()).isEqualTo(largest);
    assertThat(rig.query("select first_name from contact_records")).containsExactly("fine");
  }

  @Test
  void shouldQuoteNoValuesInWhatTheDatabaseSays() throws Exception {
    rig.execute("alter table contact_records add unique (email)");
    rig.contact("a", "{\"email\":\"+14155550100\"}");
    rig.contact("b", "{\"email\":\"+14155550100\"}");
    rig.flush();
    rig.loop();

    rig.awaitDrained();

    var deadLetters = rig.deadLetters();
    assertThat(deadLetters).hasSize(1);
    assertThat(header(deadLetters.getFirst(), DeadLetterHeaders.MESSAGE))
        .isEqualTo("23505 contact_records: violates contact_records_email_key");
    assertThat(rig.count("select count(*) from contact_records")).isOne();
  }

  @Test
  void shouldWriteRowsWhoseKeysOnlyTheDatabaseFindsEqual() throws Exception {
    rig.execute(
        """
        create function lower_case() returns trigger language plpgsql as $$
        begin
          new.id := lower(new.id);
          return new;
        end $$;
        create trigger lower_case before insert on contact_records
        for each row execute function lower_case()\
        """);
    rig.contact("ADA", named("older", 1));
    rig.contact("ada", named("newer", 2));
    rig.contact("bob", named("fine", 1));
    rig.flush();
    rig.loop();

    rig.awaitDrained();

    assertThat(rig.query("select id, first_name from contact_records order by id"))
        .containsExactly("ada|newer", "bob|fine");
    assertThat(rig.deadLetters()).isEmpty();
  }

  @Test
  void shouldSendOneLetterForARecordThatSeveralTablesRefuse() throws Exception {
    var seen = new HashSet<String>();
    rig.send(rig.kafka.topics().dispositionsClassified().name(), null, SinkRig.bytes("{}"), null);
    rig.flush();
    rig.loop();

    rig.awaitDrained();

    assertThat(rig.deadLetters()).hasSize(1).allMatch(deadLetter -> seen.add(identity(deadLetter)));
    assertThat(header(rig.deadLetters().getFirst(), DeadLetterHeaders.DESTINATION))
        .isEqualTo("dispositions.event_id, dispositions_current.effective_time");
  }

  private static String identity(ConsumerRecord<byte[], byte[]> deadLetter) {
    return header(deadLetter, DeadLetterHeaders.TOPIC)
        + "-"
        + header(deadLetter, DeadLetterHeaders.PARTITION)
        + "-"
        + header(deadLetter, DeadLetterHeaders.OFFSET);
  }

  private static String header(ConsumerRecord<byte[], byte[]> deadLetter, String name) {
    return EventHeaders.text(deadLetter.headers(), name).orElseThrow();
  }

  private static String contact(int i) {
    return "{\"firstName\":\"%d\",\"timestamp\":%d}".formatted(i, 1_790_000_000_000L + i);
  }

  private static String named(String name, int second) {
    return "{\"firstName\":\"%s\",\"timestamp\":\"2026-11-20T10:00:%02dZ\"}"
        .formatted(name, second);
  }
}
