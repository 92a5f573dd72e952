@NullMarked
package io.switchboard.testkit.cluster;

import org.jspecify.annotations.NullMarked;
