package io.switchboard.tenant.nice.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.tenant.fault.ActiveFaults;
import io.switchboard.tenant.http.BadRequestException;
import io.switchboard.tenant.http.TenantRequest;
import io.switchboard.tenant.http.TenantResponse;
import io.switchboard.tenant.nice.state.DncLists;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Adding and expiring records: each record has a result of its own inside an answer of 200. The two
 * differ: the number of an add is a JSON number and its answer is inside {@code resultSet}; the
 * number of an expiry is a string and its answer is not.
 */
final class DncWrites {
  private static final int MAX_RECORDS = 100;
  private static final int NATIONAL_DIGITS = 10;
  private final DncLists lists;
  private final ActiveFaults faults;

  DncWrites(DncLists lists, ActiveFaults faults) {
    this.lists = lists;
    this.faults = faults;
  }

  TenantResponse add(int group, TenantRequest request) {
    var results = new ArrayList<Map<String, Object>>();
    for (var record : records(request)) {
      var number = record.path("phoneNumber");
      if (!number.isIntegralNumber()) {
        throw new BadRequestException("phoneNumber must be a number");
      }
      results.add(add(group, number.asText(), expiry(record)));
    }
    return TenantResponse.of(200, Map.of("resultSet", answer(results)));
  }

  TenantResponse expire(int group, TenantRequest request) {
    var results = new ArrayList<Map<String, Object>>();
    for (var record : records(request)) {
      var number = record.path("phoneNumber");
      if (!number.isTextual()) {
        throw new BadRequestException("phoneNumber must be a string");
      }
      results.add(expire(group, digits(number.asText())));
    }
    return TenantResponse.of(200, answer(results));
  }

  private Map<String, Object> add(int group, String number, @Nullable Instant expires) {
    var error = error(number);
    if (error.isEmpty()) {
      lists.add(group, number, Instant.now(), expires);
    }
    return result(number, error);
  }

  private Map<String, Object> expire(int group, String number) {
    var error = error(number);
    if (error.isEmpty()) {
      var known = lists.expire(group, number, Instant.now());
      if (!known && faults.nice().unknownExpiryFails()) {
        error = Optional.of("The phone number is not in the DNC group");
      }
    }
    return result(number, error);
  }

  private Optional<String> error(String number) {
    var national = number.length() == NATIONAL_DIGITS;
    if (!number.matches("\\d{7,15}") || (!national && faults.nice().nationalOnly())) {
      return Optional.of("Invalid phone number");
    }
    return faults.failRecord(number);
  }

  private Map<String, Object> answer(List<Map<String, Object>> results) {
    var answer = new LinkedHashMap<String, Object>();
    answer.put(
        "errorCount",
        results.stream().filter(result -> Boolean.FALSE.equals(result.get("success"))).count());
    if (!faults.nice().withoutVerdicts()) {
      answer.put("recordResults", results);
    }
    return answer;
  }

  private static Map<String, Object> result(String number, Optional<String> error) {
    var result = new LinkedHashMap<String, Object>();
    result.put("success", error.isEmpty());
    result.put("error", error.orElse(""));
    result.put("formattedPhone", formatted(number));
    return result;
  }

  /** The number without the plus sign of E.164. */
  static String digits(String number) {
    return number.startsWith("+") ? number.substring(1) : number;
  }

  /** (415) 555-2671; a number of another length as it is. */
  static String formatted(String number) {
    return number.length() == NATIONAL_DIGITS
        ? "(%s) %s-%s"
            .formatted(number.substring(0, 3), number.substring(3, 6), number.substring(6))
        : number;
  }

  private static JsonNode records(TenantRequest request) {
    var records = request.json().path("dncGroupRecords");
    if (!records.isArray() || records.isEmpty() || records.size() > MAX_RECORDS) {
      throw new BadRequestException("dncGroupRecords must have 1 to " + MAX_RECORDS + " records");
    }
    return records;
  }

  private static @Nullable Instant expiry(JsonNode record) {
    var text = record.path("expiredDate").asText("");
    return text.isEmpty() ? null : Timestamps.read("expiredDate", text);
  }
}
