package io.switchboard.bench.report;

/**
 * The limit of a figure: the minimum work, measured in the same rounds.
 *
 * @param name for example "echo on virtual threads"
 */
public record Limit(String name, Rounds rounds) {}
