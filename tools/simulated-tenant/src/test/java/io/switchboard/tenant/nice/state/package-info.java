@NullMarked
package io.switchboard.tenant.nice.state;

import org.jspecify.annotations.NullMarked;
