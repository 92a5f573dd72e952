package io.switchboard.cli.csv;

/**
 * A line of a list that cannot be used.
 *
 * @param line its number, from 1
 * @param reason continues a sentence that begins with the line, and never quotes it
 * @param text the line as written in the file
 */
public record RejectedLine(int line, String reason, String text) {}
