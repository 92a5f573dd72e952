@NullMarked
package io.switchboard.ingress.follower;

import org.jspecify.annotations.NullMarked;
