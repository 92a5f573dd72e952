@NullMarked
package io.switchboard.tenant.journal;

import org.jspecify.annotations.NullMarked;
