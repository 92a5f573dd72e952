package io.switchboard.disposition.severity;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All rules of one version of the rules file. */
public final class DispositionRules {
  private final String version;
  private final List<DispositionRule> rules;
  private final Map<String, Classification> byCode = new HashMap<>();

  /**
   * Creates the rules of one file.
   *
   * @throws IllegalArgumentException when two rules name the same code
   */
  public DispositionRules(String version, List<DispositionRule> rules) {
    this.version = version;
    this.rules = List.copyOf(rules);
    for (var rule : rules) {
      var classification = new Classification(rule.category(), rule.severity(), rule.id());
      for (var code : rule.codes()) {
        if (byCode.put(code, classification) != null) {
          throw new IllegalArgumentException("code " + code + " is named twice");
        }
      }
    }
  }

  /** The {@code rulesVersion} of every record. */
  public String version() {
    return version;
  }

  /** The rules in the order of their file. */
  public List<DispositionRule> rules() {
    return rules;
  }

  /** What a code means; {@code unclassified}, of low severity, when no rule names it. */
  public Classification classify(String code) {
    return byCode.getOrDefault(code, Classification.UNKNOWN);
  }
}
