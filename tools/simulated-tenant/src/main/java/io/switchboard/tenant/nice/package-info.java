/** A tenant in the shape that NICE publishes: an issuer and an API on two ports. */
@NullMarked
package io.switchboard.tenant.nice;

import org.jspecify.annotations.NullMarked;
