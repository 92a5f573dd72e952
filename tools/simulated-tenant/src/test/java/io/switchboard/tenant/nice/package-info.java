@NullMarked
package io.switchboard.tenant.nice;

import org.jspecify.annotations.NullMarked;
