/** {@code dnc evidence}: what was known of a number and when, as one signed page. */
@NullMarked
package io.switchboard.cli.dnc.evidence;

import org.jspecify.annotations.NullMarked;
