package io.switchboard.console.view;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Addresses of pages that hold what comes from outside. */
public final class Addresses {
  private static final Pattern PATH_SEGMENT = Pattern.compile("[\\w~:@-][\\w.~:@+-]*");

  private Addresses() {}

  /** A call's page; its trace where the id cannot be part of a path. */
  public static String call(String callId) {
    return PATH_SEGMENT.matcher(callId).matches() ? "/calls/" + callId : trace(callId);
  }

  /** A trace. */
  public static String trace(String subject) {
    return "/trace?q=" + encoded(subject);
  }

  /** More parameters of an address, each behind an ampersand; empty ones are left out. */
  public static String parameters(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .filter(it -> !it.getValue().isEmpty())
        .map(it -> "&" + it.getKey() + "=" + encoded(it.getValue()))
        .sorted()
        .collect(Collectors.joining());
  }

  /** A value of a query parameter. */
  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
