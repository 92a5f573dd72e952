package io.switchboard.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The console answers every address, and never with a 5xx. */
final class HostileParametersTest {
  private static final List<String> TOGETHER =
      List.of(
          "last",
          "from",
          "to",
          "q",
          "topic",
          "service",
          "destination",
          "reason",
          "state",
          "key",
          "node",
          "outcome",
          "definition",
          "call",
          "table",
          "parked");

  /** Those that are refused: the others would not be read. */
  private static final List<String> ALONE = List.of("where", "until", "letter", "format", "from");

  private static final List<String> VALUES =
      List.of(
          "",
          "\0",
          "%",
          "-1",
          "99999999999999999999",
          "+292277026596-12-04T15:30:07Z",
          "-999999999-01-01T00:00:00Z",
          "9999-99-99T99:99:99Z",
          "1",
          "'; DROP TABLE dispositions; --",
          "[".repeat(2_000),
          "(((((((((((((((((((((((((",
          "ivr-streams/0/999999999999999999",
          "../../etc/passwd",
          "\uD800",
          "x".repeat(100_000));

  private static final List<String> ADDRESSES =
      List.of(
          "/",
          "/overview/figures",
          "/overview/history",
          "/live",
          "/live/cxone.dtmf/0/999999999999999999",
          "/live/no-such-topic/0/0",
          "/live/%00/%00/%00",
          "/calls",
          "/calls/%00",
          "/timeline",
          "/trace",
          "/consent",
          "/consent/decision:%00",
          "/dispositions",
          "/dead-letters",
          "/dead-letters/redrive",
          "/dead-letters/park",
          "/dead-letters/ivr-streams/999999/999999999999999999",
          "/dead-letters/%00/0/0",
          "/dead-letters/runs/%00",
          "/what-if",
          "/what-if/%00",
          "/pushes",
          "/pushes/statistics",
          "/audit");

  private final HttpClient http = HttpClient.newHttpClient();

  private static List<String> addresses() {
    return ADDRESSES;
  }

  /** Each pair of address and value, of address and parameter, and of value and parameter. */
  @ParameterizedTest
  @MethodSource("addresses")
  void shouldAnswerEveryAddressWithoutServerError(String path) throws Exception {
    var faults = new ArrayList<String>();
    for (var i = 0; i < VALUES.size(); i++) {
      var parameter = (ADDRESSES.indexOf(path) + i) % (ALONE.size() + 1);
      if (parameter == ALONE.size()) {
        noteAll(faults, path, VALUES.get(i));
      } else {
        noteAlone(faults, path, ALONE.get(parameter), VALUES.get(i));
      }
    }
    noteWindows(faults, path);

    assertThat(faults).as(path).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("addresses")
  @Tag("long")
  void shouldAnswerEveryValueOfEveryParameterWithoutServerError(String path) throws Exception {
    var faults = new ArrayList<String>();
    for (var value : VALUES) {
      noteAll(faults, path, value);
      for (var name : ALONE) {
        noteAlone(faults, path, name, value);
      }
    }

    assertThat(faults).as(path).isEmpty();
  }

  private void noteAll(List<String> faults, String path, String value) throws Exception {
    var all = String.join("&", TOGETHER.stream().map(it -> it + "=" + encoded(value)).toList());
    note(faults, path + "?" + all, "all=" + value);
  }

  private void noteAlone(List<String> faults, String path, String name, String value)
      throws Exception {
    note(faults, path + "?" + name + "=" + encoded(value), name + "=" + value);
  }

  private void noteWindows(List<String> faults, String path) throws Exception {
    for (var window :
        List.of(
            "from=2000-01-01T00:00:00Z&to=2026-12-31T00:00:00Z",
            "from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z",
            "from=2026-01-01T00:00:00Z&to=2026-01-01T00:00:00.001Z",
            "from=%00&to=%00",
            "last=7d&last=1h&table=%00&format=csv")) {
      note(faults, path + "?" + window, window);
    }
  }

  private void note(List<String> faults, String address, String what)
      throws IOException, InterruptedException {
    var status = status(address);
    if (status >= 500) {
      faults.add(status + " for " + what.substring(0, Math.min(60, what.length())));
    }
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private int status(String path) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(rig().url(path))).build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }

  private static ConsoleRig rig() {
    return ConsoleRig.sharedOpen();
  }
}
