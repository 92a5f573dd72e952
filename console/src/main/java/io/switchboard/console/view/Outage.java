package io.switchboard.console.view;

import java.time.Instant;

/**
 * A page could not be made anew and shows what it showed before.
 *
 * @param problem what does not answer and since when
 * @param madeAt when the page was made
 */
public record Outage(String problem, Instant madeAt) {}
