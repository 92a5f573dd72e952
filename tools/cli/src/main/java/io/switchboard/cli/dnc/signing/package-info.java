/** Signatures of a deployment below the files that leave it, and their verification. */
@NullMarked
package io.switchboard.cli.dnc.signing;

import org.jspecify.annotations.NullMarked;
