package io.switchboard.cxone.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.cxone.profile.Endpoint;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.function.Function;

/**
 * A request without a token and without the base of the API.
 *
 * @param endpoint decides what the response means
 * @param values the values of its templates
 * @param numbers the digits of the numbers that it contains, in order; empty for none
 * @param at the request at a base
 */
public record PreparedRequest(
    Endpoint endpoint,
    JsonNode values,
    List<String> numbers,
    Function<URI, HttpRequest.Builder> at) {

  @Override
  public String toString() {
    return "PreparedRequest[" + endpoint + "]"; // values contain phone numbers
  }
}
