/** What is recorded of pushes. */
@NullMarked
package io.switchboard.pushes.records;

import org.jspecify.annotations.NullMarked;
