/** Topics under a prefix of their own on a real broker. */
@NullMarked
package io.switchboard.testkit.cluster;

import org.jspecify.annotations.NullMarked;
