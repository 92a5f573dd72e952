/** Background work whose failures are visible. */
@NullMarked
package io.switchboard.service.task;

import org.jspecify.annotations.NullMarked;
