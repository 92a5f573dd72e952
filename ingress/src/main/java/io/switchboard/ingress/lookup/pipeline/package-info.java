/** How far PostgreSQL is behind what ingress has received. */
@NullMarked
package io.switchboard.ingress.lookup.pipeline;

import org.jspecify.annotations.NullMarked;
