package io.switchboard.cli.doctor.rules.tenant.operation;

import io.switchboard.cli.doctor.rules.Verdict;
import io.switchboard.cli.doctor.rules.tenant.Reply;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Check 18: the category of each call result has a tag, or a disposition.
 *
 * @param setting CXONE_TAGS, or CXONE_DISPOSITIONS when that is set
 * @param configured id by category
 * @param known active ids of the tenant
 * @param categories of dispositions.yaml
 */
public record CategoryTags(
    Reply reply,
    String setting,
    Map<String, String> configured,
    Set<String> known,
    Set<String> categories) {

  /** The result. */
  public Verdict verdict() {
    if (configured.isEmpty()) {
      return new Verdict.Warned(
          "neither CXONE_TAGS nor CXONE_DISPOSITIONS is set: no call result is pushed",
          "set CXONE_TAGS, for example do_not_call=501,qualified_lead=502");
    }
    var trouble =
        reply.trouble(
            setting.equals("CXONE_TAGS") ? "GET /tags" : "GET /dispositions", "Tags: View");
    if (trouble.isPresent()) {
      return trouble.get();
    }
    var unknown = new TreeMap<>(configured);
    unknown.values().removeIf(known::contains);
    if (!unknown.isEmpty()) {
      return new Verdict.Failed(
          "%s names ids that the tenant does not have: %s".formatted(setting, unknown),
          "correct " + setting + ": these pushes become dead letters");
    }
    var without = new TreeSet<>(categories);
    without.removeAll(configured.keySet());
    return without.isEmpty()
        ? Verdict.passed("all %d categories", categories.size())
        : new Verdict.Warned(
            "not pushed: " + String.join(", ", without), "add these categories to " + setting);
  }
}
