/** The first page: rates, services, lag, what needs a person. */
@NullMarked
package io.switchboard.console.overview;

import org.jspecify.annotations.NullMarked;
