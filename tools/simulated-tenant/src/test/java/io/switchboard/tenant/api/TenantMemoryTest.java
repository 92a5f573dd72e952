package io.switchboard.tenant.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;

final class TenantMemoryTest {
  private final TenantMemory memory = new TenantMemory(2);

  @Test
  void shouldDropTheContactThatWasChangedLongestAgo() {
    patch("k-1");
    patch("k-2");
    patch("k-1");

    patch("k-3");

    assertThat(memory.contacts()).containsOnlyKeys("k-1", "k-3");
  }

  @Test
  void shouldDropTheCallWhoseVariablesWereSetLongestAgo() {
    set("c-1");
    set("c-2");

    set("c-3");

    assertThat(memory.interactions()).containsOnlyKeys("c-2", "c-3");
  }

  private void patch(String contact) {
    memory.patchContact(contact, JsonNodeFactory.instance.objectNode().put("severity", "high"));
  }

  private void set(String call) {
    memory.setVariable(call, "ivr_selection", JsonNodeFactory.instance.textNode("1"));
  }
}
