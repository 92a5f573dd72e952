package io.switchboard.sink.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MappingFileTest {
  private static final String GOOD =
      """
      version: 1
      tables:
        - table: calls
          topic: some.topic
          keep: current
          key: [id]
          newer: [at]
          tombstone: delete
          eventTime: at
          columns:
            id: {type: text, from: key}
            at: {type: timestamptz, from: "field:at"}
            deep: {type: bigint, from: /a/0/b}
            who: {type: text, from: "header:x-who", default: nobody}
            rest: {type: jsonb, from: rest}
      """;

  @Test
  void shouldShipAMappingForEveryTable() {
    var mapping = MappingFile.shipped();

    assertThat(mapping.tables())
        .extracting(TableMapping::table)
        .containsExactly(
            "contact_records",
            "ivr_outcomes",
            "dispositions",
            "dispositions_current",
            "dnc_registry",
            "dnc_decisions",
            "cxone_pushes");
    assertThat(mapping.topics()).hasSize(6);
  }

  @Test
  void shouldReadEveryKindOfSource() {
    var table = MappingFile.parse(GOOD).tables().getFirst();

    assertThat(table.columns())
        .extracting(ColumnMapping::source)
        .containsExactly(
            new ColumnSource.Key(),
            new ColumnSource.Field("at"),
            new ColumnSource.Pointer(com.fasterxml.jackson.core.JsonPointer.compile("/a/0/b")),
            new ColumnSource.Header("x-who"),
            new ColumnSource.Rest());
    assertThat(table.tombstone()).isEqualTo(TableMapping.Tombstone.DELETE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "keep: current| keep: sometimes| /tables/0/keep",
        "type: bigint| type: number| /tables/0/columns/deep",
        "newer: [at]| newer: [when]| calls.when, named in newer, is not among the columns",
        "newer: [at]| newer: [id]| calls.id cannot order rows: text",
        "key: [id]| key: [rest]| calls.rest cannot be a key: jsonb",
        "eventTime: at| eventTime: id| calls.id is not a timestamptz",
        "from: key| from: elsewhere| /tables/0/columns/id",
        "table: calls| table: calls; drop table x| /tables/0/table",
        "from: key| from: \"field:id\"| a tombstone has no value, so its key cannot be read",
        "version: 1| version: 2| /version",
        "tables:| tables: {| is not YAML in line",
        "keep: current| keep: history| /tables/0",
      })
  void shouldRefuseWhatCannotWork(String good, String bad, String complaint) {
    var yaml = GOOD.replace(good, bad);

    assertThatThrownBy(() -> MappingFile.parse(yaml))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(complaint);
  }
}
