/** The hash chain of consent decisions: how it is made and verified. */
@NullMarked
package io.switchboard.contract.consent;

import org.jspecify.annotations.NullMarked;
