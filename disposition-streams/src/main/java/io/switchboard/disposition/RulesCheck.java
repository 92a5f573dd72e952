package io.switchboard.disposition;

import io.switchboard.disposition.severity.DispositionRules;
import java.util.List;
import java.util.Optional;

/**
 * The result of checking a rules file.
 *
 * @param rules empty when a problem is fatal
 */
public record RulesCheck(Optional<DispositionRules> rules, List<RulesProblem> problems) {
  public RulesCheck {
    problems = List.copyOf(problems);
  }
}
