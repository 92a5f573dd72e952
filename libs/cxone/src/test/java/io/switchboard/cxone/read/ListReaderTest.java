package io.switchboard.cxone.read;

import static io.switchboard.cxone.HostileServer.grant;
import static io.switchboard.cxone.HostileServer.reply;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.cxone.CxoneClient;
import io.switchboard.cxone.HostileServer;
import io.switchboard.cxone.Tenants;
import io.switchboard.cxone.profile.CxoneProfile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListReaderTest {
  private static final Pattern PAGE = Pattern.compile(".*skip=(\\d+).*top=(\\d+).*");
  private static final int ELEMENTS = 20;

  @Test
  void shouldReadAPageThatIsTooLargeInSmallerOnes() throws Exception {
    var endpoint =
        Objects.requireNonNull(CxoneProfile.load("nice").lists().get("completedContacts"));
    try (var server = serving(ListReaderTest::report);
        var client = CxoneClient.open(Tenants.at(server.url()), new SimpleMeterRegistry())) {
      var list = new ListReader(client, endpoint, 16);

      var read = new ArrayList<Long>();
      while (list.page(read.size()) instanceof Page.Got page && !page.items().isEmpty()) {
        page.items().forEach(item -> read.add(item.path("contactId").asLong()));
      }

      assertThat(read).containsExactlyElementsOf(LongStream.range(0, ELEMENTS).boxed().toList());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"totalRecords":0}                           | empty
          {"totalRecords":"0","completedContacts":null} | empty
          {"totalRecords":3}                           | failed
          {"completedContacts":null}                   | failed
          {}                                           | failed
          """)
  void shouldTakeATotalOfZeroForAnEmptyPage(String body, String expected) throws Exception {
    var endpoint =
        Objects.requireNonNull(CxoneProfile.load("nice").lists().get("completedContacts"));
    try (var server = serving(_ -> body);
        var client = CxoneClient.open(Tenants.at(server.url()), new SimpleMeterRegistry())) {
      var page = new ListReader(client, endpoint, 16).page(0);

      assertThat(page instanceof Page.Got got && got.last() ? "empty" : "failed")
          .isEqualTo(expected);
    }
  }

  /** A tenant with a token and one list, by the path that is asked for. */
  private static HostileServer serving(UnaryOperator<String> list) throws IOException {
    return new HostileServer(
        (request, out) -> {
          if (request.path().endsWith("/token")) {
            grant(out, "t1");
          } else {
            reply(out, 200, list.apply(request.path()));
          }
        });
  }

  /** Each contact has remarks of 200 KiB: five of them are a page that can be read. */
  private static String report(String path) {
    var asked = PAGE.matcher(path);
    assertThat(asked.matches()).isTrue();
    var skip = Long.parseLong(asked.group(1));
    var end = Math.min(ELEMENTS, skip + Long.parseLong(asked.group(2)));
    return LongStream.range(skip, Math.max(skip, end))
        .mapToObj(id -> "{\"contactId\":%d,\"notes\":\"%s\"}".formatted(id, "x".repeat(200 << 10)))
        .collect(Collectors.joining(",", "{\"completedContacts\":[", "]}"));
  }
}
