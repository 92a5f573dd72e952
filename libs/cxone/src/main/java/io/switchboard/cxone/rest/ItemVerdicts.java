package io.switchboard.cxone.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.cxone.profile.SuccessRule;
import io.switchboard.cxone.rest.CxoneAnswer.ItemVerdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a verdict for each element of a request from the body of its response. Pure.
 *
 * <p>Verdicts belong to elements by position, when there are as many, or by the number that each
 * names. Where both say something and contradict each other, the number counts. An element that no
 * verdict belongs to is unreadable.
 */
final class ItemVerdicts {
  private static final int MIN_DIGITS = 7;

  private ItemVerdicts() {}

  /**
   * @param numbers the digits that were sent, in order
   */
  static List<ItemVerdict> read(JsonNode body, SuccessRule rule, List<String> numbers) {
    var errors = rule.zero() == null ? null : body.at(rule.zero());
    if (errors != null && !errors.isIntegralNumber()) {
      return all(numbers, "no number at " + rule.zero());
    }
    var items = rule.items();
    if (items == null) {
      return errors == null || errors.asLong() == 0
          ? Collections.nCopies(numbers.size(), new ItemVerdict.Done())
          : all(numbers, errors.asLong() + " errors, without a verdict for each element");
    }
    var list = body.at(items.list());
    if (!list.isArray()) {
      return all(numbers, "no list at " + items.list());
    }
    var verdicts = assigned(list, items, numbers);
    var failures = verdicts.stream().filter(verdict -> !(verdict instanceof ItemVerdict.Done));
    return errors != null && errors.asLong() > 0 && failures.findAny().isEmpty()
        ? all(numbers, errors.asLong() + " errors, but no verdict of failure")
        : verdicts;
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
      } else if (byPosition && digits(list.get(i), items).isEmpty()) {
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
      digits(item, items)
          .flatMap(digits -> position(digits, numbers))
          .ifPresent(position -> found.merge(position, verdict(item, items), ItemVerdicts::worse));
    }
    return found;
  }

  /** Two verdicts for one element: success only when both say so. */
  private static ItemVerdict worse(ItemVerdict one, ItemVerdict other) {
    return one instanceof ItemVerdict.Done ? other : one;
  }

  /** With or without the calling code; empty when it fits no element or several. */
  private static Optional<Integer> position(String digits, List<String> numbers) {
    var exact = numbers.indexOf(digits);
    if (exact >= 0) {
      return Optional.of(exact);
    }
    @Nullable Integer only = null;
    for (var i = 0; i < numbers.size(); i++) {
      if (digits.endsWith(numbers.get(i)) || numbers.get(i).endsWith(digits)) {
        if (only != null) {
          return Optional.empty();
        }
        only = i;
      }
    }
    return Optional.ofNullable(only);
  }

  private static Optional<String> digits(JsonNode item, SuccessRule.Items items) {
    return Optional.of(item.path(items.number()).asText("").replaceAll("\\D", ""))
        .filter(digits -> digits.length() >= MIN_DIGITS);
  }

  private static ItemVerdict verdict(JsonNode item, SuccessRule.Items items) {
    return switch (item.path(items.verdict()).asText("")) {
      case "true" -> new ItemVerdict.Done();
      case "false" -> new ItemVerdict.NotDone(item.path(items.error()).asText(""));
      default -> new ItemVerdict.Unreadable("no " + items.verdict());
    };
  }

  private static List<ItemVerdict> all(List<String> numbers, String why) {
    return Collections.nCopies(numbers.size(), new ItemVerdict.Unreadable(why));
  }
}
