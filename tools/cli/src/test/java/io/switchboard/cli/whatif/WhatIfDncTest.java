package io.switchboard.cli.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.cli.CommandRig;
import io.switchboard.contract.json.Json;
import io.switchboard.dnc.DncService;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WhatIfDncTest {
  @TempDir private static Path directory;

  @AutoClose
  @SuppressWarnings("NullAway.Init") // before all tests
  private static CommandRig rig;

  private static int ahead;

  @BeforeAll
  static void open() {
    rig =
        CommandRig.withTopics(
            directory,
            1,
            "cxone.call-results",
            "cxone.dnc-events",
            "dispositions.classified",
            "dnc.events",
            "dnc.decisions",
            "dnc.registry",
            "ivr.outcomes",
            "dnc-streams.dlq");
    record(500, 22);
  }

  @Test
  void shouldFindNothingDifferentUnderTheSamePolicy() {
    var ran = rig.run("what-if", "dnc");

    assertThat(ran.out()).contains(" 0 would be different").doesNotContain(" 0 decisions compared");
    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
  }

  @Test
  void shouldFindTheOptInsThatAnotherPolicyWouldBelieve() throws IOException {
    var ran = rig.run("what-if", "dnc", "--opt-in-ahead", "PT1H", "-o", "json");

    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isEqualTo(3);
    var kinds = new HashMap<String, Integer>();
    Json.mapper()
        .readTree(ran.out())
        .path("differences")
        .forEach(
            each -> {
              if (each.path("fact").asText().equals("kind")) {
                kinds.merge(
                    each.path("now").asText() + " to " + each.path("then").asText(),
                    each.path("count").asInt(),
                    Integer::sum);
              }
            });
    assertThat(kinds).isEqualTo(Map.of("quarantined to clamped", ahead));
  }

  /** Opt-ins and opt-outs, each of a number of its own; some opt-ins half an hour ahead. */
  private static void record(int count, int seed) {
    var random = new Random(seed);
    var now = Instant.now();
    for (var i = 0; i < count; i++) {
      var number = "+1415555%04d".formatted(i);
      var optIn = random.nextBoolean();
      var isAhead = optIn && random.nextInt(5) == 0;
      ahead += isAhead ? 1 : 0;
      rig.send(
          "cxone.dnc-events",
          number,
          """
          {"phoneNumber":"%s","eventName":"%s","timestamp":"%s"}"""
              .formatted(
                  number,
                  optIn ? "optIn" : "optOut",
                  isAhead ? now.plusSeconds(1_800) : now.minusSeconds(60)));
    }
    rig.flush();
    try (var service = DncService.start(rig.service(DncService.NAME))) {
      Awaitility.await()
          .pollInterval(Duration.ofMillis(500))
          .until(() -> rig.all("dnc.decisions").size() >= count);
      assertThat(service.health().alive()).isTrue();
    }
  }
}
