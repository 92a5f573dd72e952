package io.switchboard.ingress.menu;

import io.switchboard.contract.event.ivr.CallerAction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the caller hears next.
 *
 * @param json the menu as CXone reads it, complete and checked
 * @param outcome for metrics: {@code decided}, {@code fallback}, …
 * @param action the same as {@code json}, for endpoints that answer in another shape
 * @param turn of the answer; null for a fallback without turns
 * @param path the keys that moved the call, in order; sensitive ones masked
 */
public record MenuAnswer(
    byte[] json, String outcome, CallerAction action, @Nullable Integer turn, List<String> path) {
  public MenuAnswer {
    path = List.copyOf(path);
  }
}
