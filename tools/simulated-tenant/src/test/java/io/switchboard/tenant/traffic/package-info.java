@NullMarked
package io.switchboard.tenant.traffic;

import org.jspecify.annotations.NullMarked;
