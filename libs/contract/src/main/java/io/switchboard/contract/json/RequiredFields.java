package io.switchboard.contract.json;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a record read from JSON has all fields of its type: Jackson sets missing ones to
 * null, and the rules would fail on them. A field may be absent when its component is {@link
 * Nullable}; elements of a list never are.
 */
final class RequiredFields {
  private static final ClassValue<List<RecordComponent>> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected List<RecordComponent> computeValue(Class<?> type) {
          return Arrays.stream(type.getRecordComponents())
              .filter(component -> !component.getType().isPrimitive())
              .toList();
        }
      };

  private RequiredFields() {}

  /**
   * Returns the value.
   *
   * @throws SerializationException naming the type and the first missing field
   */
  static <T> T checked(T value) {
    if (value instanceof Record record) {
      for (var component : COMPONENTS.get(record.getClass())) {
        check(record, component);
      }
    }
    return value;
  }

  private static void check(Record record, RecordComponent component) {
    switch (read(record, component)) {
      case null -> {
        if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
          throw missing(record, component);
        }
      }
      case Record nested -> checked(nested);
      case List<?> list -> {
        for (var element : list) {
          if (element == null) {
            throw missing(record, component);
          }
          checked(element);
        }
      }
      default -> {} // a plain value
    }
  }

  private static @Nullable Object read(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(component + " cannot be read", e);
    }
  }

  private static SerializationException missing(Record record, RecordComponent component) {
    return new SerializationException(
        record.getClass().getSimpleName() + " without " + component.getName());
  }
}
