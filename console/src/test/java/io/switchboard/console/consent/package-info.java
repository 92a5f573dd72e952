/** Tests of what a person fills in to change consent. */
@NullMarked
package io.switchboard.console.consent;

import org.jspecify.annotations.NullMarked;
