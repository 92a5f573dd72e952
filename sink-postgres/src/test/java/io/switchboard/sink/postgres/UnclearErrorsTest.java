package io.switchboard.sink.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.switchboard.contract.headers.DeadLetterHeaders;
import io.switchboard.contract.headers.EventHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors whose SQLSTATE does not say whether a row or the table is the cause. */
final class UnclearErrorsTest {
  /** More attempts than a row is given before it is suspected. */
  private static final int MANY_ATTEMPTS = 11;

  private SinkRig rig;

  @BeforeEach
  void start() throws Exception {
    rig = SinkRig.start();
  }

  @AfterEach
  void stop() throws Exception {
    rig.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"XX000", "42703", "MY001"})
  void shouldPutAsideOneRowThatATriggerOfAnAnalystFailsFor(String state) throws Exception {
    failFor("new.first_name = 'bad'", state);
    writeThreeOfWhichOneIsBad();

    rig.awaitDrained();

    assertThat(rig.query("select id from contact_records order by id")).containsExactly("a", "c");
    var deadLetters = rig.deadLetters();
    assertThat(deadLetters).hasSize(1);
    assertThat(EventHeaders.text(deadLetters.getFirst().headers(), DeadLetterHeaders.ERROR_CLASS))
        .contains(state);
  }

  @Test
  void shouldPutAsideARowThatRowLevelSecurityRefuses() throws Exception {
    rig.execute(
        """
        create role writer_%1$s;
        grant all on all tables in schema public to writer_%1$s;
        alter table contact_records enable row level security;
        create policy known on contact_records using (true) with check (first_name <> 'bad');
        alter role postgres in database %2$s set role to writer_%1$s\
        """
            .formatted(database(), database()));
    writeThreeOfWhichOneIsBad();

    rig.awaitDrained();

    assertThat(rig.query("select id from contact_records order by id")).containsExactly("a", "c");
    assertThat(rig.deadLetters()).hasSize(1);
  }

  private void writeThreeOfWhichOneIsBad() {
    rig.contact("a", named("fine"));
    rig.contact("b", named("bad"));
    rig.contact("c", named("fine"));
    rig.flush();
    rig.loop();
  }

  /** It is alone in its batch; rows that come later show that the table accepts others. */
  @Test
  void shouldPutAsideALoneRowWhenLaterRowsShowThatTheTableIsWell() throws Exception {
    failFor("new.first_name = 'bad'", "XX000");
    rig.loop();
    rig.contact("b", named("bad"));
    rig.flush();
    await().until(() -> attempts() > 2);

    rig.contact("a", named("fine"));

    rig.awaitDrained();
    assertThat(rig.query("select id from contact_records")).containsExactly("a");
    assertThat(rig.deadLetters()).hasSize(1);
  }

  @Test
  void shouldPutNothingAsideWhenTheTableFailsForAllRows() throws Exception {
    failFor("true", "42P01");
    rig.loop();
    rig.contact("a", named("fine"));
    rig.flush();
    await().until(() -> attempts() > 2);
    rig.contact("b", named("fine"));
    rig.flush();
    await().until(() -> attempts() > MANY_ATTEMPTS);

    rig.execute("drop trigger failing on contact_records");

    rig.awaitDrained();
    assertThat(rig.query("select id from contact_records order by id")).containsExactly("a", "b");
    assertThat(rig.deadLetters()).isEmpty();
  }

  private double attempts() {
    return rig.registry.find("sink_retries_total").counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  private String database() {
    return rig.databaseUrl.replaceFirst(".*/", "");
  }

  private void failFor(String condition, String state) {
    rig.execute(
        """
        create function fail() returns trigger language plpgsql as $$
        begin
          if %s then
            raise exception 'no such thing' using errcode = '%s';
          end if;
          return new;
        end $$;
        create trigger failing before insert on contact_records
        for each row execute function fail()\
        """
            .formatted(condition, state));
  }

  private static String named(String name) {
    return "{\"firstName\":\"%s\"}".formatted(name);
  }
}
