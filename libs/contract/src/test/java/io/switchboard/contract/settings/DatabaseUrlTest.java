package io.switchboard.contract.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DatabaseUrlTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          postgres://user:p@ssword@host/db               | %40
          postgres://user:p#ssword@host/db               | %23
          postgres://user:p/ssword@host/db               | %2F
          postgres://user:p?ssword@host/db               | %3F
          postgres://user:p ssword@host/db               | %20
          postgres://user:p%ssword@host/db               | %25
          postgres://user:pssword@host                   | a host and a database
          postgres://user:pssword@host/                  | a host and a database
          postgres://user:pssword@host/?sslmode=require  | a host and a database
          postgres://user:pssword@/db                    | a host and a database
          postgres://user:pssword@one,,two/db            | a host and a database
          postgres://user:pssword@host:port/db           | a port
          postgres://user:pssword@host:70000/db          | a port
          jdbc:postgresql://user:pssword@host/db         | ?user=...&password=...
          mysql://user:pssword@host/db                   | postgres://
          """)
  void shouldSayWhatToWriteInstead(String url, String advice) {
    assertThatThrownBy(() -> DatabaseSettings.parse(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(advice)
        .hasMessageNotContaining("ssword@");
  }

  @Test
  void shouldReadEveryEscape() {
    var settings = DatabaseSettings.parse("postgres://us%40er:p%40%23%2F%3F%25+%3A:x@host/db");

    assertThat(settings.user()).isEqualTo("us@er");
    assertThat(settings.password()).isEqualTo("p@#/?%+::x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          postgres://u:p@host/db                              | jdbc:postgresql://host:5432/db
          postgres://host:6000/db                             | jdbc:postgresql://host:6000/db
          postgres://u@[::1]:6000/db                          | jdbc:postgresql://[::1]:6000/db
          postgres://u@one:6000,two,three:7000/db             | jdbc:postgresql://one:6000,two:5432,three:7000/db
          postgres://u@one,two/db?targetServerType=primary    | jdbc:postgresql://one:5432,two:5432/db?targetServerType=primary
          postgres://u@host/db?options=a@b                    | jdbc:postgresql://host:5432/db?options=a@b
          jdbc:postgresql://one:6000,two/db?user=u            | jdbc:postgresql://one:6000,two/db?user=u
          """)
  void shouldReadOneHostOrSeveral(String url, String jdbcUrl) {
    assertThat(DatabaseSettings.parse(url).jdbcUrl()).isEqualTo(jdbcUrl);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          postgres://u:p@one:6000,two/db         | one:6000 two:5432
          jdbc:postgresql://one,two:6000/db?a=b  | one:5432 two:6000
          jdbc:postgresql://[::1]:6000/db        | [::1]:6000
          jdbc:postgresql:db                     | localhost:5432
          """)
  void shouldKnowTheAddresses(String url, String addresses) {
    assertThat(DatabaseSettings.parse(url).addresses()).isEqualTo(List.of(addresses.split(" ")));
  }
}
