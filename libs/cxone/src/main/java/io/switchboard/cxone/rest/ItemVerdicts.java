package io.switchboard.cxone.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.cxone.profile.SuccessRule;
import io.switchboard.cxone.rest.CxoneAnswer.ItemVerdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a verdict for each element of a request from the body of its response. Pure.
 *
 * <p>Verdicts belong to elements by position, when there are as many, or by the number that each
 * names. Where both say something and contradict each other, the number counts. An element that no
 * verdict belongs to is unreadable.
 */
final class ItemVerdicts {
  private static final Pattern COUNT = Pattern.compile("\\d{1,18}");

  private ItemVerdicts() {}

  /**
   * @param numbers the digits that were sent, in order
   */
  static List<ItemVerdict> read(JsonNode body, SuccessRule rule, List<String> numbers) {
    var count = rule.zero() == null ? OptionalLong.of(0) : count(body.at(rule.zero()));
    if (count.isEmpty()) {
      return all(numbers, "no number at " + rule.zero());
    }
    var errors = count.getAsLong();
    var items = rule.items();
    if (items == null) {
      return errors == 0
          ? Collections.nCopies(numbers.size(), new ItemVerdict.Done())
          : all(numbers, errors + " errors, without a verdict for each element");
    }
    var list = body.at(items.list());
    if (!list.isArray()) {
      return all(numbers, "no list at " + items.list());
    }
    var verdicts = assigned(list, items, numbers);
    var failures =
        verdicts.stream().filter(verdict -> !(verdict instanceof ItemVerdict.Done)).count();
    return errors > failures
        ? all(numbers, "%d errors, but %d verdicts of failure".formatted(errors, failures))
        : verdicts;
  }

  /** A whole number, also as text: some serializers write every number so. */
  private static OptionalLong count(JsonNode errors) {
    return (errors.isIntegralNumber() || errors.isTextual())
            && COUNT.matcher(errors.asText()).matches()
        ? OptionalLong.of(Long.parseLong(errors.asText()))
        : OptionalLong.empty();
  }

  private static List<ItemVerdict> assigned(
      JsonNode list, SuccessRule.Items items, List<String> numbers) {
    var byNumber = byNumber(list, items, numbers);
    var byPosition = list.size() == numbers.size();
    var verdicts = new ArrayList<ItemVerdict>();
    for (var i = 0; i < numbers.size(); i++) {
      var named = byNumber.get(i);
      if (named != null) {
        verdicts.add(named);
      } else if (byPosition && number(list.get(i), items).isEmpty()) {
        verdicts.add(verdict(list.get(i), items));
      } else {
        verdicts.add(new ItemVerdict.Unreadable("no verdict for this element"));
      }
    }
    return List.copyOf(verdicts);
  }

  /** The verdicts that name a number, by the position of the one element that it fits. */
  private static Map<Integer, ItemVerdict> byNumber(
      JsonNode list, SuccessRule.Items items, List<String> numbers) {
    var found = new HashMap<Integer, ItemVerdict>();
    for (var item : list) {
      number(item, items)
          .flatMap(number -> position(number, numbers))
          .ifPresent(position -> found.merge(position, verdict(item, items), ItemVerdicts::worse));
    }
    return found;
  }

  /** Two verdicts for one element: success only when both say so. */
  private static ItemVerdict worse(ItemVerdict one, ItemVerdict other) {
    return one instanceof ItemVerdict.Done ? other : one;
  }

  /** With or without the calling code; empty when it fits no element or several. */
  private static Optional<Integer> position(WrittenNumber number, List<String> numbers) {
    var exact = numbers.indexOf(number.digits());
    if (exact >= 0) {
      return Optional.of(exact);
    }
    @Nullable Integer only = null;
    for (var i = 0; i < numbers.size(); i++) {
      if (number.fits(numbers.get(i))) {
        if (only != null) {
          return Optional.empty();
        }
        only = i;
      }
    }
    return Optional.ofNullable(only);
  }

  private static Optional<WrittenNumber> number(JsonNode item, SuccessRule.Items items) {
    return WrittenNumber.of(item.path(items.number()));
  }

  private static ItemVerdict verdict(JsonNode item, SuccessRule.Items items) {
    return switch (item.path(items.verdict()).asText("").toLowerCase(Locale.ROOT)) {
      case "true" -> new ItemVerdict.Done();
      case "false" -> new ItemVerdict.NotDone(item.path(items.error()).asText(""));
      default -> new ItemVerdict.Unreadable("no " + items.verdict());
    };
  }

  private static List<ItemVerdict> all(List<String> numbers, String why) {
    return Collections.nCopies(numbers.size(), new ItemVerdict.Unreadable(why));
  }
}
