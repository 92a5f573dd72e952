package io.switchboard.cli.profiles;

import io.switchboard.cli.csv.Csv;
import io.switchboard.cli.csv.CsvTable;
import io.switchboard.cli.csv.RejectedLine;
import io.switchboard.contract.event.ivr.Tier;
import io.switchboard.contract.phone.NumberReading;
import io.switchboard.contract.phone.PhoneNumber;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The profiles of a file, each number once.
 *
 * @param header the header line
 */
record ProfileList(String header, List<CallerProfile> profiles, List<RejectedLine> faults) {
  private static final List<Tier> TIERS =
      List.of(Tier.PLATINUM, Tier.GOLD, Tier.SILVER, Tier.STANDARD);

  /** The maximum length of a URL for CXone. */
  private static final int MAX_URL = 2_000;

  /**
   * Parses a file's content.
   *
   * @param region the region of national numbers
   */
  static ProfileList read(String csv, String region) {
    var table = CsvTable.read(csv, List.of("phone_number", "tier"));
    var profiles = new ArrayList<CallerProfile>();
    var faults = new ArrayList<RejectedLine>();
    var lines = new HashMap<PhoneNumber, Integer>();
    for (var row : table.rows()) {
      switch (new Line(table, row).read(region, lines)) {
        case Read.Profile(var profile) -> {
          lines.put(profile.number(), row.line());
          profiles.add(profile);
        }
        case Read.Unusable(var why) -> faults.add(new RejectedLine(row.line(), why, row.text()));
      }
    }
    return new ProfileList(table.header(), profiles, faults);
  }

  private sealed interface Read {
    record Profile(CallerProfile profile) implements Read {}

    record Unusable(String why) implements Read {}
  }

  private record Line(CsvTable table, Csv.CsvRow row) {

    Read read(String region, Map<PhoneNumber, Integer> known) {
      if (!table.fault(row).isEmpty()) {
        return new Read.Unusable(table.fault(row));
      }
      return switch (NumberReading.of(cell("phone_number"), region)) {
        case NumberReading.Readable readable
            when readable.several() || !readable.unreadable().isEmpty() ->
            new Read.Unusable("has a phone_number that holds several numbers");
        // as the menu webhook reads a caller's number: of two readings the region's own
        case NumberReading.Readable(var numbers, _, _) -> read(numbers.getFirst(), known);
        case NumberReading.Unreadable(_, var damaged) when damaged ->
            new Read.Unusable("has a phone_number that a spreadsheet has rounded (1.4E+10)");
        case NumberReading.Unreadable _, NumberReading.NoNumber _ ->
            new Read.Unusable("has a phone_number that cannot be read");
      };
    }

    private Read read(PhoneNumber number, Map<PhoneNumber, Integer> known) {
      var before = known.get(number);
      if (before != null) {
        return new Read.Unusable("has the same number as line " + before);
      }
      var prompt = cell("menu_prompt_url");
      if (!prompt.isEmpty() && !isPrompt(prompt)) {
        return new Read.Unusable("has a menu_prompt_url that is not an https URL");
      }
      return tier()
          .<Read>map(
              tier ->
                  new Read.Profile(
                      new CallerProfile(number, tier, prompt.isEmpty() ? null : prompt)))
          .orElseGet(
              () ->
                  new Read.Unusable(
                      "has a tier that is none of platinum, gold, silver and standard"));
    }

    private Optional<Tier> tier() {
      return TIERS.stream()
          .filter(tier -> tier.wireName().equalsIgnoreCase(cell("tier")))
          .findFirst();
    }

    private String cell(String column) {
      return table.cell(row, column);
    }

    private static boolean isPrompt(String url) {
      try {
        return url.length() <= MAX_URL
            && url.startsWith("https://")
            && new URI(url).getHost() != null;
      } catch (URISyntaxException _) {
        return false; // not a URL: a regular result
      }
    }
  }
}
