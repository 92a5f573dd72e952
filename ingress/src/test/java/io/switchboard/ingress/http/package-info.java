/** Tests of HTTP in. */
@NullMarked
package io.switchboard.ingress.http;

import org.jspecify.annotations.NullMarked;
