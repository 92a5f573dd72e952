package io.switchboard.tenant.fault;

import org.jspecify.annotations.Nullable;

/**
 * One fault: the requests that it matches and its effect. The first matching rule applies.
 *
 * @param method HTTP method, {@code WS} for the voice socket's upgrade; any when null
 * @param path part of the path; any when null
 * @param bodyContains part of the body; any when null
 * @param share of the matching requests, 0 to 1; all when null
 * @param count maximum number of hits; unlimited when null
 * @param latencyMs delay before the answer
 * @param status the answer's status; a normal answer when null
 * @param retryAfter Retry-After header: seconds or a date
 * @param applied whether the request has its effect although the answer is an error
 * @param cut closes the connection instead of answering
 */
public record FaultRule(
    @Nullable String method,
    @Nullable String path,
    @Nullable String bodyContains,
    @Nullable Double share,
    @Nullable Integer count,
    @Nullable Integer latencyMs,
    @Nullable Integer status,
    @Nullable String retryAfter,
    boolean applied,
    boolean cut) {

  /** Answers this status to the matching requests, {@code count} times. */
  public static FaultRule status(
      @Nullable String method, @Nullable String path, int status, int count) {
    return new FaultRule(method, path, null, null, count, null, status, null, false, false);
  }

  /** As above, with a Retry-After header. */
  public FaultRule withRetryAfter(String value) {
    return new FaultRule(
        method, path, bodyContains, share, count, latencyMs, status, value, applied, cut);
  }

  public boolean matches(String requestMethod, String requestPath, String body) {
    return (method == null || method.equalsIgnoreCase(requestMethod))
        && (path == null || requestPath.contains(path))
        && (bodyContains == null || body.contains(bodyContains));
  }
}
