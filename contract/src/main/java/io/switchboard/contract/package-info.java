/** The words on the wire: topics with their types, events, headers, phone numbers, settings. */
@NullMarked
package io.switchboard.contract;

import org.jspecify.annotations.NullMarked;
