/** Reads topics from a position on, uncommitted and without a group, also after outages. */
@NullMarked
package io.switchboard.ingress.follower;

import org.jspecify.annotations.NullMarked;
