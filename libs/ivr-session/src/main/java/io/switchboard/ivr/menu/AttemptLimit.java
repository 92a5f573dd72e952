package io.switchboard.ivr.menu;

/**
 * How many failed attempts a node forgives.
 *
 * @param max the attempt that ends it, from 1
 * @param then where it leads
 */
public record AttemptLimit(int max, Target then) {}
