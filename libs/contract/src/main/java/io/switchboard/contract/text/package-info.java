/** Texts for people that several modules write. */
@NullMarked
package io.switchboard.contract.text;

import org.jspecify.annotations.NullMarked;
