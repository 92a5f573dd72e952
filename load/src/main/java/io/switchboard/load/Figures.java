package io.switchboard.load;

/**
 * What a load came to.
 *
 * @param perSecond answers of 200 a second
 * @param median milliseconds
 * @param p99 milliseconds
 * @param others answers that were not 200, and broken connections
 */
public record Figures(double perSecond, double median, double p99, long others) {}
