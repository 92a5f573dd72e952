package io.switchboard.bench.report;

/**
 * The least that could do the same work, measured by turns with it.
 *
 * @param name for example "echo on virtual threads"
 */
public record Limit(String name, Rounds rounds) {}
