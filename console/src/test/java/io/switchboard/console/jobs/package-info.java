/** Tests of jobs. */
@NullMarked
package io.switchboard.console.jobs;

import org.jspecify.annotations.NullMarked;
