/** Ticks: records that let log time pass in partitions where nothing else arrives. */
@NullMarked
package io.switchboard.ivr.ticks;

import org.jspecify.annotations.NullMarked;
