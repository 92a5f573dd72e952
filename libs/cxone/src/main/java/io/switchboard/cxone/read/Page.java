package io.switchboard.cxone.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.cxone.rest.CxoneAnswer;
import java.util.List;
import java.util.OptionalLong;

/** One page of a list. */
public sealed interface Page {
  /**
   * The page.
   *
   * @param items its elements, empty behind the end
   * @param skip the number of elements before it
   * @param total the number of all elements, if the response has it; it may change between pages
   * @param body the whole response, for what else it holds; a missing node for 204
   */
  record Got(List<JsonNode> items, long skip, OptionalLong total, JsonNode body) implements Page {

    /** Where the next page begins. */
    public long next() {
      return skip + items.size();
    }

    /**
     * Whether it is the last page: it is empty, or ends at the total. A page that is merely shorter
     * than what was asked for is not: CXone may cap pages.
     */
    public boolean last() {
      return items.isEmpty() || (total.isPresent() && next() >= total.getAsLong());
    }
  }

  /** No page; {@code why} as in {@link ReadResult.NotRead}. */
  record Failed(CxoneAnswer why) implements Page {}
}
