package io.switchboard.console.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UsersTest {
  private static final String HASH = BCrypt.withDefaults().hashToString(4, "secret".toCharArray());

  @Test
  void shouldKnowAPersonByNameAndPassword() {
    var users = Users.parse("ada:" + HASH + ":operator+privacy, ben:" + HASH + ":viewer");

    var person = users.authenticate("ada", "secret");

    assertThat(person)
        .hasValue(new Person("ada", Set.of(Role.VIEWER, Role.OPERATOR, Role.PRIVACY)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Secret", "", "secret "})
  void shouldRefuseAnotherPassword(String password) {
    var users = Users.parse("ada:" + HASH + ":viewer");

    var person = users.authenticate("ada", password);

    assertThat(person).isEmpty();
  }

  @Test
  void shouldRefuseAPasswordThatBcryptWouldCut() {
    var long72 = "x".repeat(72);
    var users =
        Users.parse(
            "ada:" + BCrypt.withDefaults().hashToString(4, long72.toCharArray()) + ":viewer");

    var person = users.authenticate("ada", long72 + "anything");

    assertThat(person).isEmpty();
  }

  @Test
  void shouldRefuseAUserThatTheProxyAuthenticates() {
    var users = Users.parse("ada:-:viewer");

    var person = users.authenticate("ada", "unknown");

    assertThat(person).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ada", "ada:hash:viewer", "ada:-:king", ":-:viewer", "ada:-:viewer,ada:-:viewer"})
  void shouldRefuseASettingThatIsWrong(String text) {
    assertThatThrownBy(() -> Users.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
