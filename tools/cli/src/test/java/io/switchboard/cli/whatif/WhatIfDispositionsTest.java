package io.switchboard.cli.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.cli.CommandRig;
import io.switchboard.contract.json.Json;
import io.switchboard.disposition.DispositionService;
import io.switchboard.disposition.RulesFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recorded decisions of the real service against the real topology. */
final class WhatIfDispositionsTest {
  private static final String[] CODES = {
    "1001", "1003", "2001", "2002", "3001", "3003", "4001", "9999", "7"
  };
  private static final Instant BEGIN = Instant.parse("2026-11-20T10:00:00Z");

  @TempDir private static Path directory;

  /** Of 3,000 results, and a recorded output that is no decision. */
  @SuppressWarnings("NullAway.Init") // before all tests
  private static Recording recording;

  @BeforeAll
  static void open() {
    recording = new Recording(directory);
    recording.record(3_000, 7);
    recording.rig.send("dispositions.classified", "c-1", "no json at all");
    recording.rig.flush();
  }

  @AfterAll
  static void close() {
    recording.close();
  }

  @Test
  void shouldFindNothingDifferentUnderTheSameRules() {
    var ran = recording.rig.run("what-if", "dispositions");

    assertThat(ran.out())
        .contains("3,006 records read, 3,006 decisions compared, 0 would be different");
    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
  }

  @Test
  void shouldFindExactlyWhatAChangedRuleChanges() throws IOException {
    var ran = recording.rig.run("what-if", "dispositions", changed().toString(), "-o", "json");

    recording.assertOneChange(ran);
  }

  @Test
  void shouldNameARecordedOutputThatIsNoDecision() {
    var ran = recording.rig.run("what-if", "dispositions");

    assertThat(ran.out())
        .contains("1  of the recorded records omitted: not a decision")
        .containsPattern("dispositions\\.classified-\\d+ offset \\d+");
    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
  }

  @Test
  void shouldFindTheSameAgainstTheRulesInForce() throws IOException {
    var ran =
        recording.rig.run(
            "what-if", "dispositions", changed().toString(), "--against", "rules", "-o", "json");

    recording.assertOneChange(ran);
  }

  @Tag("long")
  @Test
  void shouldFindNothingDifferentInTwoHundredThousandEvents(@TempDir Path large)
      throws IOException {
    try (var recording = new Recording(large)) {
      compareMany(recording);
    }
  }

  private static void compareMany(Recording recording) throws IOException {
    var began = System.nanoTime();
    var live = recording.record(200_000, 10);

    var ran = recording.rig.run("what-if", "dispositions", "-o", "json");

    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
    var json = Json.mapper().readTree(ran.out());
    assertThat(json.path("records").asInt()).isEqualTo(200_400);
    var rate = 200_000 / json.path("seconds").asDouble();
    System.out.printf(
        "live %.0f/s, what-if %.0f/s, ratio %.2f (all %.0f s)%n",
        live, rate, rate / live, (System.nanoTime() - began) / 1e9);
    recording.assertOneChange(
        recording.rig.run("what-if", "dispositions", changed().toString(), "-o", "json"));
  }

  /** The shipped rules, with 2001 as urgent as an opt-out. */
  private static Path changed() throws IOException {
    var text =
        RulesFile.shippedText().replace("[\"2001\", \"2002\"]", "[\"2002\"]")
            + """
              - id: urgent
                codes: ["2001"]
                category: callback_later
                severity: critical
            """;
    return Files.writeString(directory.resolve("changed.yaml"), text);
  }

  /** What the service has decided on a deployment of its own. */
  private static final class Recording implements AutoCloseable {
    final CommandRig rig;

    /** Results of each code. */
    private final Map<String, Integer> sent = new HashMap<>();

    Recording(Path directory) {
      rig = CommandRig.forDispositions(directory);
    }

    void assertOneChange(CommandRig.Ran ran) throws IOException {
      assertThat(ran.exitCode()).as(ran.out() + ran.err()).isEqualTo(3);
      var differences = Json.mapper().readTree(ran.out()).path("differences");
      var severity = new HashMap<String, Integer>();
      differences.forEach(
          each -> {
            if (each.path("fact").asText().equals("severity")) {
              severity.merge(
                  each.path("now").asText() + " to " + each.path("then").asText(),
                  each.path("count").asInt(),
                  Integer::sum);
            }
          });
      assertThat(severity).isEqualTo(Map.of("medium to critical", sent.getOrDefault("2001", 0)));
    }

    /** Sends results of contacts of their own, and lets the service decide; its rate per second. */
    double record(int count, int seed) {
      var random = new Random(seed);
      for (var i = 0; i < count; i++) {
        var code = CODES[random.nextInt(CODES.length)];
        sent.merge(code, 1, Integer::sum);
        var contact = "c-" + i;
        if (i % 500 == 3) {
          rig.send("cxone.call-results", contact, "no json at all"); // becomes a dead letter
        }
        rig.send(
            "cxone.call-results",
            contact,
            """
            {"contactId":"%s","dispositionCode":%s,"callResult":"answered","timestamp":"%s"}"""
                .formatted(
                    contact, random.nextBoolean() ? code : '"' + code + '"', BEGIN.plusSeconds(i)));
      }
      rig.flush();
      var began = System.nanoTime();
      try (var service = DispositionService.start(rig.service(DispositionService.NAME))) {
        Awaitility.await()
            .atMost(Duration.ofMinutes(4))
            .pollInterval(Duration.ofMillis(500))
            .until(() -> rig.all("dispositions.classified").size() >= count);
        assertThat(service.health().alive()).isTrue();
      }
      return count / ((System.nanoTime() - began) / 1e9);
    }

    @Override
    public void close() {
      rig.close();
    }
  }
}
