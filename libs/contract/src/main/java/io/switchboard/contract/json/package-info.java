/** JSON: parser settings, buffers and serdes. */
@NullMarked
package io.switchboard.contract.json;

import org.jspecify.annotations.NullMarked;
