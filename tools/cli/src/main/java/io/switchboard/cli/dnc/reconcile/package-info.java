/**
 * Compares CXone's do-not-call lists with the registry, and repairs differences through the log.
 */
@NullMarked
package io.switchboard.cli.dnc.reconcile;

import org.jspecify.annotations.NullMarked;
