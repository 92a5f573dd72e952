/** {@code dnc export}: the registry, and the signed heads of all chains. */
@NullMarked
package io.switchboard.cli.dnc.export;

import org.jspecify.annotations.NullMarked;
