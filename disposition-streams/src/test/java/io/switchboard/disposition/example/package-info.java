/** The subscriber of docs/dispositions.md, as it stands there. */
@NullMarked
package io.switchboard.disposition.example;

import org.jspecify.annotations.NullMarked;
