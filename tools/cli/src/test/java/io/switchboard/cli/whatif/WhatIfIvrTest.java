package io.switchboard.cli.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.cli.CommandRig;
import io.switchboard.contract.json.Json;
import io.switchboard.ivr.IvrService;
import io.switchboard.ivr.activation.DefinitionPublisher;
import io.switchboard.ivr.definition.DefinitionFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Recorded calls, decided by the real service, ticks and all, against the real topology. */
@Order(1)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WhatIfIvrTest {
  private static final String[] PLAYS = {"1A1", "2B1", "1A", "3", "0", "#", "9", ""};

  private Path directory;
  private CommandRig rig;
  private final Set<String> transferred = new HashSet<>();

  @BeforeAll
  void open(@TempDir Path directory) {
    this.directory = directory;
    rig = new CommandRig(directory);
    try (var publisher = new DefinitionPublisher(rig.kafka, "/test")) {
      publisher.activateIfNone(DefinitionFile.shipped(), Instant.now());
    }
    record();
  }

  @AfterAll
  void close() {
    rig.close();
  }

  @Test
  void shouldFindNothingDifferentUnderTheSameMenuTimeoutsIncluded() {
    var ran = rig.run("what-if", "ivr");

    assertThat(ran.out()).contains(" 0 would be different").doesNotContain(" 0 decisions compared");
    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
  }

  @Test
  void shouldFindTheCallsThatAnotherMenuWouldEndOtherwise() throws IOException {
    var menu = DefinitionFile.shippedText().replace("\"0\": transfer", "\"0\": hangup");
    assertThat(menu).isNotEqualTo(DefinitionFile.shippedText());
    var file = Files.writeString(directory.resolve("menu.yaml"), menu);

    var ran = rig.run("what-if", "ivr", file.toString(), "-o", "json", "--examples", "20");

    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isEqualTo(3);
    var outcomes = new java.util.HashMap<String, Integer>();
    Json.mapper()
        .readTree(ran.out())
        .path("differences")
        .forEach(
            each -> {
              if (each.path("fact").asText().equals("outcome")) {
                outcomes.merge(
                    each.path("now").asText() + " to " + each.path("then").asText(),
                    each.path("count").asInt(),
                    Integer::sum);
              }
            });
    assertThat(outcomes).isEqualTo(java.util.Map.of("transferred to hung_up", transferred.size()));
  }

  private void record() {
    var random = new Random(11);
    for (var i = 0; i < 200; i++) {
      var call = "call-" + i;
      var play = PLAYS[random.nextInt(PLAYS.length)];
      request(call, "");
      for (var digit : play.split("")) {
        if (!digit.isEmpty()) {
          request(call, digit);
        }
      }
      if (play.equals("0")) {
        transferred.add(call);
      }
      if (random.nextInt(4) == 0) {
        request(call, ""); // silence, or a repeat of the final answer
      }
      if (random.nextBoolean()) {
        rig.send(
            "cxone.dtmf",
            call,
            "{\"type\":\"call_end\",\"callId\":\"" + call + "\",\"timeSource\":\"received\"}");
      }
    }
    // bridge calls whose timers are ours: they end by ticks alone
    for (var i = 0; i < 20; i++) {
      rig.send(
          "cxone.dtmf",
          "bridge-" + i,
          """
          {"type":"digit","callId":"bridge-%d","digit":"1","source":"bridge","timeSource":"received"}\
          """
              .formatted(i));
    }
    rig.flush();
    try (var service = IvrService.start(rig.service(IvrService.NAME))) {
      Awaitility.await()
          .pollInterval(Duration.ofMillis(500))
          .until(
              () ->
                  rig.all("ivr.outcomes").stream()
                          .filter(
                              record ->
                                  new String(record.key(), StandardCharsets.UTF_8)
                                      .startsWith("bridge"))
                          .count()
                      >= 20);
      assertThat(service.health().alive()).isTrue();
    }
  }

  private void request(String call, String dtmf) {
    rig.send(
        "cxone.dtmf",
        call,
        """
        {"type":"menu_request","callId":"%s","from":"+14155552671","dtmf":"%s","tier":"gold"}\
        """
            .formatted(call, dtmf));
  }
}
