package io.switchboard.contract.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FormerPlansTest {

  @ParameterizedTest
  @CsvSource({
    "+5511987654321, +551187654321",
    "+551187654321, +5511987654321",
    "+2250708091011, +22508091011",
    "+2252722445566, +22522445566",
    "+2290197123456, +22997123456",
    "+22997123456, +2290197123456",
    "+5215512345678, +525512345678",
    "+525512345678, +5215512345678",
    "+5491123456789, +541123456789",
  })
  void shouldAskTheOldAndTheNewForm(String asked, String kept) {
    assertThat(DncKey.forLookup(asked, "US")).contains(asked, kept, "raw:" + kept.substring(1));
  }

  @ParameterizedTest
  @CsvSource({
    "011 98765-4321, BR, raw:551187654321",
    "08091011, CI, +2250708091011",
    "97123456, BJ, +2290197123456",
  })
  void shouldAskTheOtherFormOfANationalOne(String asked, String region, String kept) {
    assertThat(DncKey.forLookup(asked, region)).contains(kept);
  }

  @Test
  void shouldAskForEveryOperatorBehindAnOldFormOfCoteDIvoire() {
    assertThat(FormerPlans.otherForms("+22508091011"))
        .containsExactly(
            "+2250108091011",
            "+2250508091011",
            "+2250708091011",
            "+2252108091011",
            "+2252508091011",
            "+2252708091011");
  }

  @ParameterizedTest
  @CsvSource({"+551123456789", "+55119876543", "+225", "+22", "+14155550109", "+2253308091011"})
  void shouldLeaveOtherNumbersAlone(String e164) {
    assertThat(FormerPlans.otherForms(e164)).isEqualTo(List.of());
  }
}
