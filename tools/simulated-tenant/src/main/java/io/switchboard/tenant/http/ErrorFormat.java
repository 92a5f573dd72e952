package io.switchboard.tenant.http;

/** Writes the error answers of a tenant. */
@FunctionalInterface
public interface ErrorFormat {
  /** {@code {"error": …}} with the code. */
  ErrorFormat CODE = (_, status, error, _) -> TenantResponse.error(status, error);

  /**
   * The answer.
   *
   * @param path of the request
   * @param error a code
   * @param description a sentence
   */
  TenantResponse answer(String path, int status, String error, String description);
}
