package io.switchboard.ingress.menu;

/**
 * What the caller hears next.
 *
 * @param json the menu as CXone reads it, complete and checked
 * @param outcome for metrics: {@code decided}, {@code fallback}, …
 */
public record MenuAnswer(byte[] json, String outcome) {}
