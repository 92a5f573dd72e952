/** Tests of who gets in. */
@NullMarked
package io.switchboard.ingress.authentication;

import org.jspecify.annotations.NullMarked;
