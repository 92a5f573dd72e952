package io.switchboard.cli.profiles;

import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.csv.Csv;
import io.switchboard.cli.csv.Fault;
import io.switchboard.contract.event.Tier;
import io.switchboard.contract.phone.PhoneNumber;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Profiles as they stand in a file, each number once.
 *
 * @param header the first line, as it stands
 */
record ProfileList(String header, List<CallerProfile> profiles, List<Fault> faults) {
  private static final List<Tier> TIERS =
      List.of(Tier.PLATINUM, Tier.GOLD, Tier.SILVER, Tier.STANDARD);

  /** As long as CXone takes a URL. */
  private static final int LONGEST_URL = 2_000;

  /**
   * Reads a file's content.
   *
   * @param region where national forms of numbers belong
   */
  static ProfileList read(String csv, String region) {
    var rows = Csv.read(csv);
    if (rows.isEmpty()) {
      throw new CommandFailure("the file is empty");
    }
    var columns =
        rows.getFirst().cells().stream()
            .map(name -> name.strip().toLowerCase(Locale.ROOT))
            .toList();
    if (!columns.containsAll(List.of("phone_number", "tier"))) {
      throw new CommandFailure(
          "the first line has to name the columns phone_number and tier"
              + (rows.getFirst().text().contains(";") ? "; columns are separated by commas" : ""));
    }
    var profiles = new ArrayList<CallerProfile>();
    var faults = new ArrayList<Fault>();
    var lines = new HashMap<PhoneNumber, Integer>();
    for (var row : rows.subList(1, rows.size())) {
      if (row.text().isBlank()) {
        continue;
      }
      switch (new Line(columns, row).read(region, lines)) {
        case Read.Profile(var profile) -> {
          lines.put(profile.number(), row.line());
          profiles.add(profile);
        }
        case Read.Unusable(var why) -> faults.add(new Fault(row.line(), why, row.text()));
      }
    }
    return new ProfileList(rows.getFirst().text(), profiles, faults);
  }

  private sealed interface Read {
    record Profile(CallerProfile profile) implements Read {}

    record Unusable(String why) implements Read {}
  }

  private record Line(List<String> columns, Csv.Row row) {

    Read read(String region, Map<PhoneNumber, Integer> known) {
      if (!row.fault().isEmpty()) {
        return new Read.Unusable(row.fault());
      }
      if (row.cells().size() > columns.size()) {
        return new Read.Unusable("has more cells than the first line has columns");
      }
      // as the menu webhook reads a caller's number: where it may be two, the region's own
      var number = PhoneNumber.parse(cell("phone_number"), region);
      if (number.isEmpty()) {
        return new Read.Unusable("has a phone_number that cannot be read");
      }
      var before = known.get(number.get());
      if (before != null) {
        return new Read.Unusable("is about the same number as line " + before);
      }
      var prompt = cell("menu_prompt_url");
      if (!prompt.isEmpty() && !isPrompt(prompt)) {
        return new Read.Unusable("has a menu_prompt_url that is not an https URL");
      }
      return tier()
          .<Read>map(
              tier ->
                  new Read.Profile(
                      new CallerProfile(number.get(), tier, prompt.isEmpty() ? null : prompt)))
          .orElseGet(
              () ->
                  new Read.Unusable(
                      "has a tier that is none of platinum, gold, silver and standard"));
    }

    private Optional<Tier> tier() {
      return TIERS.stream().filter(tier -> tier.word().equalsIgnoreCase(cell("tier"))).findFirst();
    }

    private String cell(String column) {
      var index = columns.indexOf(column);
      return index < 0 || index >= row.cells().size()
          ? ""
          : Csv.plain(row.cells().get(index).strip());
    }

    private static boolean isPrompt(String url) {
      try {
        return url.length() <= LONGEST_URL
            && url.startsWith("https://")
            && new URI(url).getHost() != null;
      } catch (URISyntaxException _) {
        return false; // not a URL: an answer, not a failure
      }
    }
  }
}
