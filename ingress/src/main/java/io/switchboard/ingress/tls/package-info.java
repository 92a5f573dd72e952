/** The TLS port's certificate from PEM files, read again when they change. */
@NullMarked
package io.switchboard.ingress.tls;

import org.jspecify.annotations.NullMarked;
