/** Reading, normalising and masking phone numbers, and the keys of the consent registry. */
@NullMarked
package io.switchboard.contract.phone;

import org.jspecify.annotations.NullMarked;
