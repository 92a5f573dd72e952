/** Certificates for tests. */
@NullMarked
package io.switchboard.testkit.tls;

import org.jspecify.annotations.NullMarked;
