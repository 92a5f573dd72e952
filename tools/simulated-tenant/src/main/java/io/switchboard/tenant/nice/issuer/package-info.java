/** The issuer: discovery, tokens, and where the API of a tenant is. */
@NullMarked
package io.switchboard.tenant.nice.issuer;

import org.jspecify.annotations.NullMarked;
