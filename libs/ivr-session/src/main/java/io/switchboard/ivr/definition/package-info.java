/** The menu language: reading ivr.yaml, checking, drawing, comparing and rehearsing it. */
@NullMarked
package io.switchboard.ivr.definition;

import org.jspecify.annotations.NullMarked;
