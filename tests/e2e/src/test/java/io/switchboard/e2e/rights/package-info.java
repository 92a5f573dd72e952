/** Every service with a login of its own, on a broker that allows only what the rights say. */
@NullMarked
package io.switchboard.e2e.rights;

import org.jspecify.annotations.NullMarked;
