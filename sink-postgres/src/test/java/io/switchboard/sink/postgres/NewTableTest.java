package io.switchboard.sink.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.headers.DeadLetterHeaders;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.sink.mapping.MappingFile;
import io.switchboard.sink.postgres.schema.SchemaCheck;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A table that is declared in the mapping only, without Java code. */
@Execution(ExecutionMode.CONCURRENT)
final class NewTableTest {
  private static final String MAPPING =
      """
      version: 1
      tables:
        - table: gadgets
          topic: gadgets
          keep: current
          key: [id, part]
          newer: [version]
          tombstone: delete
          eventTime: at
          ignore: [secret]
          columns:
            id: {type: text, from: key}
            part: {type: integer, from: "header:part"}
            version: {type: bigint, from: "field:version"}
            at: {type: timestamptz, from: "field:at"}
            price: {type: numeric, from: "field:price"}
            ratio: {type: double, from: "field:ratio"}
            active: {type: boolean, from: "field:active", default: "true"}
            owner: {type: text, from: /owners/0/name}
            tags: {type: jsonb, from: "field:tags", default: "[]"}
            rest: {type: jsonb, from: rest}
      """;

  private SinkRig rig;

  @BeforeEach
  void start() throws Exception {
    rig = SinkRig.start(MappingFile.parse(MAPPING));
    rig.execute(
        """
        create table owners (name text primary key);
        insert into owners values ('Ada');
        create table gadgets (
          id text, part int, version bigint not null, at timestamptz, price numeric,
          ratio double precision, active boolean, tags jsonb, rest jsonb,
          owner text references owners deferrable initially deferred,
          primary key (part, id))\
        """);
    try (var connection = rig.connect()) {
      assertThat(SchemaCheck.problems(connection, MappingFile.parse(MAPPING))).isEmpty();
    }
    rig.loop();
  }

  @AfterEach
  void stop() throws Exception {
    rig.close();
  }

  @Test
  void shouldReadEveryTypeFromEverySource() throws Exception {
    gadget(
        "g",
        1,
        """
        {"version":7,"at":"9999-12-31T23:59:59.999Z","price":12345678901234567890.010,"ratio":0.1,
        "active":false,"owners":[{"name":"Ada"}],"tags":["a"],"secret":"x","more":{"a":null}}\
        """);
    gadget("g", 2, "{\"version\":1,\"at\":\"1970-01-01T00:00:00Z\"}");

    rig.awaitDrained();

    assertThat(rig.query("select * from gadgets order by part"))
        .containsExactly(
            "g|1|7|9999-12-31 23:59:59.999+00|12345678901234567890.010|0.1|f|[\"a\"]"
                + "|{\"more\": {\"a\": null}, \"owners\": [{\"name\": \"Ada\"}]}|Ada",
            "g|2|1|1970-01-01 00:00:00+00|null|null|t|[]|{}|null");
  }

  @Test
  void shouldDeleteByTombstone() throws Exception {
    gadget("gone", 1, "{\"version\":1}");
    gadget("back", 1, "{\"version\":9}");
    rig.awaitDrained();

    gadget("gone", 1, null);
    gadget("back", 1, null);
    gadget("back", 1, "{\"version\":2}");

    rig.awaitDrained();
    assertThat(rig.query("select id, version from gadgets")).containsExactly("back|2");
  }

  @Test
  void shouldBlameTheRowForAConstraintThatIsCheckedAtTheCommit() throws Exception {
    gadget("good", 1, "{\"version\":1,\"owners\":[{\"name\":\"Ada\"}]}");
    gadget("bad", 1, "{\"version\":1,\"owners\":[{\"name\":\"nobody\"}]}");

    rig.awaitDrained();

    assertThat(rig.query("select id from gadgets")).containsExactly("good");
    assertThat(rig.deadLetters())
        .extracting(
            deadLetter ->
                EventHeaders.text(deadLetter.headers(), DeadLetterHeaders.ERROR_CLASS)
                    .orElseThrow())
        .containsExactly("23503");
  }

  @Test
  void shouldBlameTheTombstoneThatTheDatabaseRefuses() throws Exception {
    rig.execute(
        """
        create table parts (id text, part int, foreign key (part, id) references gadgets(part, id))\
        """);
    gadget("used", 1, "{\"version\":1}");
    gadget("gone", 1, "{\"version\":1}");
    rig.awaitDrained();
    rig.execute("insert into parts values ('used', 1)");

    gadget("used", 1, null);
    gadget("gone", 1, null);
    gadget("new", 1, "{\"version\":1}");

    rig.awaitDrained();
    assertThat(rig.query("select id from gadgets order by id")).containsExactly("new", "used");
    assertThat(rig.deadLetters())
        .singleElement()
        .satisfies(
            deadLetter -> {
              assertThat(deadLetter.key()).isEqualTo(SinkRig.bytes("used"));
              assertThat(deadLetter.value()).isNull();
              assertThat(EventHeaders.text(deadLetter.headers(), DeadLetterHeaders.ERROR_CLASS))
                  .contains("23503");
            });
  }

  private void gadget(String key, int part, @Nullable String json) {
    var headers = new RecordHeaders();
    headers.add("part", SinkRig.bytes(Integer.toString(part)));
    rig.send(
        rig.kafka.prefix().applyTo("gadgets"),
        SinkRig.bytes(key),
        json == null ? null : SinkRig.bytes(json),
        headers);
  }
}
