/** Reading PostgreSQL for the pages. */
@NullMarked
package io.switchboard.console.store;

import org.jspecify.annotations.NullMarked;
