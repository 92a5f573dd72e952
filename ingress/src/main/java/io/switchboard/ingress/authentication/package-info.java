/** Who may send and who may read, proved in constant time; no secret leaves this package. */
@NullMarked
package io.switchboard.ingress.authentication;

import org.jspecify.annotations.NullMarked;
