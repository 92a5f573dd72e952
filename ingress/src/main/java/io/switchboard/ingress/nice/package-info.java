/** What callers of a NICE tenant wait at: a Studio script, and the Virtual Agent Hub. */
@NullMarked
package io.switchboard.ingress.nice;

import org.jspecify.annotations.NullMarked;
