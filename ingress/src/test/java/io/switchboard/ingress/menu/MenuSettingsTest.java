package io.switchboard.ingress.menu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.SettingsException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MenuSettingsTest {
  private static final String SERVED = "http://127.0.0.1:8080";

  @Test
  void shouldUseTheServedAddressInDevelopment() {
    var settings = read(Map.of());

    assertThat(settings)
        .isEqualTo(new MenuSettings(SERVED, SERVED + "/transfer", false, "US", null));
  }

  @Test
  void shouldTakeTheSlashOffThePublicUrl() {
    assertThat(read(Map.of("PUBLIC_URL", "https://me.test/")).publicUrl())
        .isEqualTo("https://me.test");
  }

  @Test
  void shouldNameEverythingThatIsWrongInProduction() {
    assertThatThrownBy(
            () ->
                read(
                    Map.of(
                        "SWITCHBOARD_ENV", "production",
                        "PUBLIC_URL", "http://me.test",
                        "DNC_DEFAULT_REGION", "Utopia",
                        "MENU_TURNS", "perhaps")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("PUBLIC_URL must begin with https://")
        .hasMessageContaining("TRANSFER_URL is not set")
        .hasMessageContaining("DATABASE_URL is not set")
        .hasMessageContaining("DNC_DEFAULT_REGION")
        .hasMessageContaining("MENU_TURNS");
  }

  private static MenuSettings read(Map<String, String> variables) {
    var environment = new Environment(variables);
    var settings = MenuSettings.read(environment, SERVED);
    environment.check();
    return settings;
  }
}
