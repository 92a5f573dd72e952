package io.switchboard.ivr.menu;

/**
 * The limit of failed attempts of a node.
 *
 * @param max the attempt at which it applies, from 1
 * @param then the target
 */
public record AttemptLimit(int max, Target then) {}
