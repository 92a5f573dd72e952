package io.switchboard.cxone.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings of a tenant with the profile nice. */
class NiceSettingsTest {
  private final List<String> problems = new ArrayList<>();

  @Test
  void shouldBeConfiguredByAnAccessKey() {
    var settings =
        read(Map.of(
                "CXONE_ACCESS_KEY_ID", "key",
                "CXONE_ACCESS_KEY_SECRET", "hush",
                "CXONE_DNC_GROUP", "4711",
                "CXONE_TAGS", "do_not_call=501, qualified_lead = 502"))
            .orElseThrow();

    assertThat(settings.baseUrl()).isNull();
    assertThat(settings.issuer()).hasToString("https://na1.nice-incontact.com");
    assertThat(settings.values().dncGroupId()).isEqualTo("4711");
    assertThat(settings.values().tags())
        .isEqualTo(Map.of("do_not_call", "501", "qualified_lead", "502"));
    assertThat(settings.toString() + settings.credentials()).doesNotContain("hush", "key]");
    assertThat(problems).isEmpty();
  }

  @Test
  void shouldUseTheIssuerOfApplicationsWithOne() {
    var settings =
        read(Map.of(
                "CXONE_ACCESS_KEY_ID", "key",
                "CXONE_ACCESS_KEY_SECRET", "hush",
                "CXONE_CLIENT_ID", "app",
                "CXONE_CLIENT_SECRET", "hush"))
            .orElseThrow();

    assertThat(settings.issuer()).hasToString("https://cxone.niceincontact.com");
    assertThat(problems).isEmpty();
  }

  @Test
  void shouldBeNoTenantWithoutAKey() {
    assertThat(read(Map.of())).isEmpty();
    assertThat(problems).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CXONE_BASE_URL=https://a.example.com          | CXONE_ACCESS_KEY_ID is not set, but CXONE_BASE_URL is
          CXONE_ACCESS_KEY_ID=k                         | CXONE_ACCESS_KEY_SECRET is not set, but CXONE_ACCESS_KEY_ID is
          CXONE_ACCESS_KEY_SECRET=s                     | CXONE_ACCESS_KEY_ID is not set, but CXONE_ACCESS_KEY_SECRET is
          CXONE_ACCESS_KEY_ID=k;CXONE_CLIENT_ID=c       | CXONE_CLIENT_SECRET is not set, but CXONE_CLIENT_ID is
          CXONE_ACCESS_KEY_ID=k;CXONE_CLIENT_SECRET=c   | CXONE_CLIENT_ID is not set, but CXONE_CLIENT_SECRET is
          CXONE_ACCESS_KEY_ID=k;CXONE_ISSUER=cxone      | CXONE_ISSUER must be a URL
          CXONE_ACCESS_KEY_ID=k;CXONE_DNC_GROUP=a/b     | CXONE_DNC_GROUP must be an id
          CXONE_ACCESS_KEY_ID=k;CXONE_TAGS=do_not_call  | CXONE_TAGS must be categories with their ids
          CXONE_ACCESS_KEY_ID=k;CXONE_TAGS=a=1,a=2      | CXONE_TAGS must be categories with their ids
          CXONE_ACCESS_KEY_ID=k;CXONE_NUMBER_FORM=local | CXONE_NUMBER_FORM must be one of national, e164
          """)
  void shouldNameWhatIsWrong(String variables, String problem) {
    var set = new HashMap<String, String>();
    for (var variable : variables.split(";")) {
      set.put(
          variable.substring(0, variable.indexOf('=')),
          variable.substring(variable.indexOf('=') + 1));
    }

    var _ = read(set);

    assertThat(problems).anyMatch(each -> each.startsWith(problem));
  }

  @ParameterizedTest
  @CsvSource({
    "NATIONAL, +14155550101, 4155550101, 4155550101",
    "NATIONAL, +442079460018, 442079460018, 442079460018",
    "E164, +14155550101, 14155550101, +14155550101",
    "E164, +442079460018, 442079460018, +442079460018"
  })
  void shouldWriteNumbersInTheTenantsForm(
      TenantNumbers.Form form, String number, String digits, String text) {
    var numbers = new TenantNumbers(form, "1");

    assertThat(numbers.digits(number)).isEqualTo(digits);
    assertThat(numbers.text(number)).isEqualTo(text);
  }

  private Optional<CxoneSettings> read(Map<String, String> variables) {
    return CxoneSettings.read(
        name ->
            name.equals("CXONE_PROFILE")
                ? Optional.of("nice")
                : Optional.ofNullable(variables.get(name)),
        (name, what, example) -> problems.add(name + " " + what + ", for example " + example));
  }
}
