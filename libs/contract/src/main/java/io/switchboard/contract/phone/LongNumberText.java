package io.switchboard.contract.phone;

import io.switchboard.contract.phone.NumberReading.NoNumber;
import io.switchboard.contract.phone.NumberReading.Readable;
import io.switchboard.contract.phone.NumberReading.Unreadable;
import io.switchboard.contract.phone.text.LongText;
import java.util.LinkedHashSet;
import java.util.List;

/** Reads a text of any length in parts, so that no number in it is missed. */
final class LongNumberText {
  private LongNumberText() {}

  static NumberReading read(String text, String region) {
    var parts = LongText.parts(text);
    return parts.size() == 1
        ? NumberReader.read(text, region)
        : joined(parts.stream().map(part -> NumberReader.read(part, region)).toList());
  }

  /** What the parts say together; digits without a reading are kept beside the numbers. */
  private static NumberReading joined(List<NumberReading> parts) {
    var numbers = new LinkedHashSet<PhoneNumber>();
    var digits = new LinkedHashSet<String>();
    var damaged = false;
    var several = false;
    for (var part : parts) {
      switch (part) {
        case Readable readable -> {
          several |= readable.several() || !numbers.isEmpty();
          numbers.addAll(readable.numbers());
          digits.addAll(readable.unreadable());
        }
        case Unreadable unreadable -> {
          damaged |= unreadable.damaged();
          digits.add(unreadable.digits());
        }
        case NoNumber _ -> {}
      }
    }
    if (!numbers.isEmpty()) {
      return new Readable(List.copyOf(numbers), several, List.copyOf(digits));
    }
    return digits.isEmpty() ? new NoNumber() : new Unreadable(digits.getFirst(), damaged);
  }
}
