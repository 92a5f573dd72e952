/** The published endpoints below {@code /inContactAPI/services}. */
@NullMarked
package io.switchboard.tenant.nice.api;

import org.jspecify.annotations.NullMarked;
