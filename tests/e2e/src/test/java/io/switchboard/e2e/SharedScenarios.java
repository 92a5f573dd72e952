package io.switchboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.contract.headers.EventHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;

/** The scenarios that are the same for every shape of CXone, apart from what it receives. */
abstract class SharedScenarios {

  /** The deployment, which runs. */
  abstract RunningSwitchboard switchboard();

  /** Checks the registrations that CXone has received. */
  abstract void assertDataActionsAreRegistered();

  /** What CXone was last told about a number: true, false or nothing. */
  abstract String doNotCallInCxone(String number);

  @Test
  void shouldTurnDataActionsIntoContactRecords() throws Exception {
    var answer =
        switchboard()
            .post(
                "/webhook/data-actions",
                """
            {"events":[
              {"id":"p1","externalId":"x1","firstName":"Ada","timestamp":"2026-11-20T10:00:05Z","vip":true},
              {"id":"p1","externalId":"x1","firstName":"OLD","timestamp":"2026-11-20T10:00:01Z"},
              {"externalId":"no-id"}]}
            """);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(RunningSwitchboard.read(answer.body()).get("accepted").asInt()).isEqualTo(2);
    eventually(
        () ->
            assertThat(
                    switchboard()
                        .rows(
                            "select id, first_name, updated_ts at time zone 'utc', extra->>'vip' from contact_records where id = 'p1'"))
                .containsExactly("p1|Ada|2026-11-20 10:00:05|true"));
    assertThat(records("cxone.contact-events", "p1"))
        .hasSize(2)
        .allSatisfy(record -> assertIsCloudEvent(record, "com.nice.cxone.contact-event"));
    eventually(
        () ->
            assertThat(switchboard().topic("cxone.rejected"))
                .anySatisfy(record -> assertThat(record.value()).contains("no-id")));
    eventually(
        () ->
            assertThat(switchboard().getManagement(14, "/metrics").body())
                .contains("cxone_sync_lag_seconds_bucket"));
    eventually(this::assertDataActionsAreRegistered);
  }

  @Test
  void shouldKeepOneTruthPerNumberAndTellCxone() throws Exception {
    for (var body :
        List.of(
            """
            {"phoneNumber":"(415) 555-2671","eventName":"optOut","timestamp":"2026-11-20T10:00:05Z"}""",
            """
            {"phoneNumber":"+14155552671","eventName":"optIn","timestamp":"2026-11-20T10:00:01Z"}""",
            """
            {"phoneNumber":"+442079460958","eventName":"optIn","timestamp":"2026-11-20T10:00:01Z"}""")) {
      assertThat(switchboard().post("/webhook/dnc", body).statusCode()).isEqualTo(200);
    }

    eventually(
        () ->
            assertThat(
                    switchboard()
                        .rows(
                            "select phone_number, do_not_call from dnc_registry where phone_number in ('+14155552671','+442079460958') order by 1"))
                .containsExactly("+14155552671|t", "+442079460958|f"));
    eventually(() -> assertThat(doNotCallInCxone("+14155552671")).isEqualTo("true"));
    eventually(() -> assertThat(doNotCallInCxone("+442079460958")).isEqualTo("false"));
    eventually(
        () ->
            assertThat(
                    RunningSwitchboard.read(switchboard().get("/dnc/+14155552671").body())
                        .get("doNotCall")
                        .asBoolean())
                .isTrue());
    eventually(
        () -> {
          var free = RunningSwitchboard.read(switchboard().get("/dnc/+442079460958").body());
          assertThat(free.get("doNotCall").asBoolean()).as(free.toString()).isFalse();
        });
    eventually(() -> assertThat(records("dnc.decisions", "+14155552671")).hasSize(2));
  }

  final List<ConsumerRecord<String, String>> records(String topic, String key) {
    return switchboard().topic(topic).stream()
        .filter(record -> Objects.equals(record.key(), key))
        .collect(Collectors.toList());
  }

  static void assertIsCloudEvent(ConsumerRecord<String, String> record, String type) {
    var headers = record.headers();
    assertThat(EventHeaders.text(headers, "ce_specversion")).contains("1.0");
    assertThat(EventHeaders.text(headers, "ce_type")).contains(type);
    assertThat(EventHeaders.text(headers, "ce_id")).isPresent();
    assertThat(EventHeaders.isTraceparent(EventHeaders.text(headers, "traceparent").orElse("")))
        .isTrue();
  }

  static void eventually(ThrowingRunnable assertion) {
    await().pollInterval(Duration.ofMillis(100)).untilAsserted(assertion);
  }
}
