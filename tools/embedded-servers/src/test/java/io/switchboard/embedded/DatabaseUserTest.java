package io.switchboard.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which users can run the embedded PostgreSQL. */
final class DatabaseUserTest {

  @ParameterizedTest
  @CsvSource({
    "false, true,  false, ''",
    "true,  true,  true,  ''",
    "false, false, false, PostgreSQL needs a user with a name",
    "true,  false, true,  PostgreSQL needs a user with a name",
    "true,  true,  false, PostgreSQL refuses to run as root",
    "true,  false, false, PostgreSQL refuses to run as root",
  })
  void shouldSayWhyAUserCannotRunPostgresql(
      boolean root, boolean named, boolean namespaces, String expected) {
    var problem = new DatabaseUser(root, named, namespaces).problem();

    assertThat(problem.orElse("")).startsWith(expected);
    assertThat(problem.isEmpty()).isEqualTo(expected.isEmpty());
  }

  @Test
  void shouldFindNothingWrongWhereTheTestsRunPostgresql() {
    var user = DatabaseUser.current();

    assertThat(user.problem()).isEmpty();
  }
}
