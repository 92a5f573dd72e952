package io.switchboard.tenant.fault;

import org.jspecify.annotations.Nullable;

/**
 * One fault: the requests that it matches and its effect. The first matching rule applies.
 *
 * @param method HTTP method, {@code WS} for the voice socket's upgrade; any when null
 * @param path part of the path; any when null
 * @param bodyContains part of the body; any when null
 * @param share of the matching requests that it hits, 0 to 1; all when null
 * @param count how many it hits before it is used up; for ever when null
 * @param latencyMs waits this long first
 * @param status answers this status instead; goes on normally when null
 * @param retryAfter Retry-After header as it stands: seconds or a date
 * @param applied the request has its effect although the answer says otherwise
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

  /** Answers a status to the matching requests, {@code count} times. */
  public static FaultRule status(
      @Nullable String method, @Nullable String path, int status, int count) {
    return new FaultRule(method, path, null, null, count, null, status, null, false, false);
  }

  /** The same with a Retry-After header. */
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
