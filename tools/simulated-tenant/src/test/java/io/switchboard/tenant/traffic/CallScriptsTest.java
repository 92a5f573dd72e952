package io.switchboard.tenant.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CallScriptsTest {
  @Test
  void shouldPlayTheSameCallsForTheSameSeed() {
    assertThat(first(7, 500)).isEqualTo(first(7, 500)).isNotEqualTo(first(8, 500));
  }

  @Test
  void shouldPlayEveryKindOfCall() {
    var calls = first(1, 2_000);

    assertThat(calls).extracting(CallerScript::callId).doesNotHaveDuplicates();
    assertThat(calls).anyMatch(CallerScript::byMenu).anyMatch(call -> !call.byMenu());
    assertThat(calls).anyMatch(call -> call.from() == null);
    assertThat(calls).anyMatch(call -> call.dispositionCode() == null);
    assertThat(calls).anyMatch(call -> Boolean.TRUE.equals(call.optOut()));
    assertThat(calls).anyMatch(call -> Boolean.FALSE.equals(call.optOut()));
    assertThat(calls).allMatch(call -> call.keys().size() == call.pausesMs().size());
  }

  private static List<CallerScript> first(long seed, int count) {
    var scripts = new CallScripts(seed, "run");
    return Stream.generate(scripts::next).limit(count).toList();
  }
}
