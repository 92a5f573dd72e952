package io.switchboard.console.view;

import java.time.Instant;

/**
 * A page could not be made anew and shows what it showed before; or the part of it that follows the
 * topics is old.
 *
 * @param problem what does not answer and since when
 * @param madeAt when the page was made, or since when its live data are old
 * @param live whether it is about the live data alone: they go on by themselves
 */
public record Outage(String problem, Instant madeAt, boolean live) {}
