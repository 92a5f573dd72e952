/**
 * The headers of a record: CloudEvents attributes, event ids, dead letters, redrives and replays.
 */
@NullMarked
package io.switchboard.contract.headers;

import org.jspecify.annotations.NullMarked;
