/** The comparison of a sorted list with the sorted registry. Pure. */
@NullMarked
package io.switchboard.cli.dnc.reconcile.comparison;

import org.jspecify.annotations.NullMarked;
