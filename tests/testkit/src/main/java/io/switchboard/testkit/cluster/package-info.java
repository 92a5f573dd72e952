/** Topics with a unique prefix on a real broker. */
@NullMarked
package io.switchboard.testkit.cluster;

import org.jspecify.annotations.NullMarked;
