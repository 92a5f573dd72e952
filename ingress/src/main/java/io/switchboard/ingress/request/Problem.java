package io.switchboard.ingress.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.switchboard.contract.json.Json;
import io.switchboard.ingress.body.BodyFault;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A problem detail (RFC 9457): tells the sender what to mend. It never quotes what was sent.
 *
 * @param field the first field at fault
 * @param errors every field at fault
 * @param retryAfterSeconds for the Retry-After header, when trying again helps
 */
public record Problem(
    int status,
    String title,
    String detail,
    @Nullable String field,
    List<BodyFault> errors,
    @Nullable Integer retryAfterSeconds) {

  /** Media type of a problem detail. */
  public static final String CONTENT_TYPE = "application/problem+json";

  private record Body(
      String type,
      String title,
      int status,
      String detail,
      @Nullable String field,
      @Nullable List<BodyFault> errors) {}

  public static Problem of(int status, String title, String detail) {
    return new Problem(status, title, detail, null, List.of(), null);
  }

  /** 400: the body cannot be used, and why. */
  public static Problem badRequest(List<BodyFault> faults) {
    var first = faults.getFirst();
    var field = first.pointer().isEmpty() ? null : first.field();
    return new Problem(400, "Bad Request", first.sentence(), field, faults, null);
  }

  public static Problem badRequest(BodyFault fault) {
    return badRequest(List.of(fault));
  }

  public static Problem unauthorized(String detail) {
    return of(401, "Unauthorized", detail);
  }

  public static Problem notFound() {
    return of(404, "Not Found", "there is nothing here; see /openapi.yaml");
  }

  public static Problem methodNotAllowed() {
    return of(405, "Method Not Allowed", "this path answers another method; see /openapi.yaml");
  }

  public static Problem tooLarge(int limit) {
    return of(413, "Content Too Large", "the body may have " + limit + " bytes at most");
  }

  public static Problem unsupported(String detail) {
    return of(415, "Unsupported Media Type", detail);
  }

  public static Problem tooMany(int retryAfterSeconds) {
    return new Problem(
        429, "Too Many Requests", "more requests than agreed", null, List.of(), retryAfterSeconds);
  }

  /** 503: the same request may succeed later. */
  public static Problem unavailable(String detail) {
    return new Problem(503, "Service Unavailable", detail, null, List.of(), 2);
  }

  /** 503: Kafka did not acknowledge the records in time. They may have been stored nevertheless. */
  public static Problem notStored() {
    return unavailable("the event is not known to be durable; send it again, it counts once");
  }

  public static Problem internal() {
    return of(500, "Internal Server Error", "this is a fault of ours and has been logged");
  }

  public byte[] json() {
    try {
      return Json.mapper()
          .writeValueAsBytes(
              new Body(
                  "about:blank", title, status, detail, field, errors.isEmpty() ? null : errors));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("problems are plain data", e);
    }
  }
}
