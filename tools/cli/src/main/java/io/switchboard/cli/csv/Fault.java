package io.switchboard.cli.csv;

/**
 * A line of a list that cannot be used.
 *
 * @param why goes on a sentence that begins with the line, and never quotes it
 * @param text the line as it stands
 */
public record Fault(int line, String why, String text) {}
