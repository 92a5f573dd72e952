package io.switchboard.cxone.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.cxone.rest.CxoneAnswer;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One page of a list. */
public sealed interface Page {
  /**
   * The page.
   *
   * @param items its elements, empty behind the end
   * @param skip the number of elements before it
   * @param asked the number of elements that were asked for
   * @param total the number of all elements, if the response has it; it may change between pages
   * @param body the whole response, for what else it holds; a missing node for 204
   */
  record Got(List<JsonNode> items, long skip, int asked, OptionalLong total, JsonNode body)
      implements Page {

    /** Where the next page begins. */
    public long next() {
      return skip + items.size();
    }

    /**
     * Whether it is the last page: it is empty, or ends at the total and is not full. A page that
     * is merely shorter than what was asked for is not, because CXone may cap pages; a full one is
     * not, because a total may count the elements of a page, or may have changed.
     */
    public boolean last() {
      return items.isEmpty()
          || (items.size() < asked && total.isPresent() && next() >= total.getAsLong());
    }

    /** Whether all elements that the total counts were before this page. */
    public boolean isBehindTotal() {
      return total.isPresent() && skip >= total.getAsLong();
    }

    /**
     * Whether it has the very elements of the page before it: the server does not skip, and every
     * further page would be this one.
     */
    public boolean repeats(@Nullable Got before) {
      return before != null && !items.isEmpty() && items.equals(before.items());
    }
  }

  /** No page; {@code why} as in {@link ReadResult.NotRead}. */
  record Failed(CxoneAnswer why) implements Page {}
}
