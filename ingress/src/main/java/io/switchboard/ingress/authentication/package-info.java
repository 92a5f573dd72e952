/** Authentication of senders and readers, in constant time; no secret leaves this package. */
@NullMarked
package io.switchboard.ingress.authentication;

import org.jspecify.annotations.NullMarked;
