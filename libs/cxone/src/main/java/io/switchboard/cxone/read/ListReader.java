package io.switchboard.cxone.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.cxone.http.Failure;
import io.switchboard.cxone.limit.RequestPriority;
import io.switchboard.cxone.profile.ListEndpoint;
import io.switchboard.cxone.rest.CxoneAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Reads a list page by page with {@code skip} and {@code top}: one page at a time is in memory, and
 * a reader may go on at any position.
 *
 * <pre>{@code
 * var records = cxone.list("dncRecords").with("orderBy", "recordId");
 * for (var skip = 0L; ; ) {
 *   switch (records.page(skip)) {
 *     case Page.Got page -> { ... skip = page.next(); if (page.last()) return; }
 *     case Page.Failed(var why) -> ...
 *   }
 * }
 * }</pre>
 */
public final class ListReader {
  private final CxoneReader cxone;
  private final ListEndpoint list;
  private final int pageSize;
  private final ReadRequest request;

  /**
   * @param pageSize elements to ask for in one page
   */
  public ListReader(CxoneReader cxone, ListEndpoint list, int pageSize) {
    this(
        cxone,
        list,
        pageSize,
        new ReadRequest(
            "GET", list.version(), list.path(), list.query(), Map.of(), RequestPriority.CONTACT));
  }

  private ListReader(CxoneReader cxone, ListEndpoint list, int pageSize, ReadRequest request) {
    this.cxone = cxone;
    this.list = list;
    this.pageSize = pageSize;
    this.request = request;
  }

  /** With one more query parameter, for example {@code updatedSince} or {@code fields}. */
  public ListReader with(String name, String value) {
    return new ListReader(cxone, list, pageSize, request.with(name, value));
  }

  /** With the value of a placeholder of the path, for example {@code dncGroupId}. */
  public ListReader withValue(String name, String value) {
    return new ListReader(cxone, list, pageSize, request.withValue(name, value));
  }

  /** The page behind {@code skip} elements. */
  public Page page(long skip) throws InterruptedException {
    return page(skip, pageSize);
  }

  /**
   * A page that is too large to be read is read in smaller ones: no element holds up the others.
   */
  private Page page(long skip, int size) throws InterruptedException {
    var page = request.with("skip", Long.toString(skip)).with("top", Integer.toString(size));
    return switch (cxone.read(page)) {
      case ReadResult.NotRead failed when size > 1 && isTooLarge(failed) -> page(skip, size / 2);
      case ReadResult.NotRead failed -> new Page.Failed(failed.why());
      case ReadResult.Read(var status, var body, _) -> page(skip, size, status, body);
    };
  }

  /** Whether CXone answered 200 with what is no whole JSON: it may have been cut off at 1 MiB. */
  private static boolean isTooLarge(ReadResult.NotRead failed) {
    return failed.status() == 200 && !failed.webPage();
  }

  private Page page(long skip, int size, int status, JsonNode body) {
    var elements = body.at(list.items());
    var total = total(body);
    if (body.isMissingNode() || isEmpty(elements, total)) {
      return new Page.Got(List.of(), skip, size, total, body);
    }
    if (!elements.isArray()) {
      return new Page.Failed(
          new CxoneAnswer.TryAgain(status, Failure.UNREADABLE, null, "no list at " + list.items()));
    }
    var items = new ArrayList<JsonNode>();
    elements.forEach(items::add);
    return new Page.Got(List.copyOf(items), skip, size, total, body);
  }

  /** No list, and a total that says that there is nothing to list. */
  private static boolean isEmpty(JsonNode elements, OptionalLong total) {
    return (elements.isMissingNode() || elements.isNull()) && total.equals(OptionalLong.of(0));
  }

  private OptionalLong total(JsonNode body) {
    var pointer = list.total();
    var total = pointer == null ? null : body.at(pointer);
    return total != null && total.asText("").matches("\\d{1,18}")
        ? OptionalLong.of(Long.parseLong(total.asText()))
        : OptionalLong.empty();
  }
}
