package io.switchboard.disposition.severity;

import io.switchboard.contract.event.disposition.Severity;
import java.util.List;

/**
 * Disposition codes and what they mean.
 *
 * @param id names the rule on every record that it decides
 * @param codes as CXone sends them, numbers as their digits
 */
public record DispositionRule(String id, List<String> codes, String category, Severity severity) {
  public DispositionRule {
    codes = List.copyOf(codes);
  }
}
