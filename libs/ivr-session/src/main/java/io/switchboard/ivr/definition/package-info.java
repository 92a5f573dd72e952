/** The menu language: reads, checks, draws and compares ivr.yaml. */
@NullMarked
package io.switchboard.ivr.definition;

import org.jspecify.annotations.NullMarked;
