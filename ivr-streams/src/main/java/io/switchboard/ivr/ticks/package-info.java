/** Ticks: records that advance log time in partitions without other records. */
@NullMarked
package io.switchboard.ivr.ticks;

import org.jspecify.annotations.NullMarked;
