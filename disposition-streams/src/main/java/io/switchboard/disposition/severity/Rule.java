package io.switchboard.disposition.severity;

import io.switchboard.contract.event.Severity;
import java.util.List;

/**
 * Some disposition codes and what they mean.
 *
 * @param id names the rule on every record that it decides
 * @param codes as CXone sends them, numbers as their digits
 */
public record Rule(String id, List<String> codes, String category, Severity severity) {
  public Rule {
    codes = List.copyOf(codes);
  }
}
