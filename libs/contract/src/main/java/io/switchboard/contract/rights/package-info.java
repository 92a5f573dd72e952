/** What each service's login has to be allowed on a cluster with an authorizer. */
@NullMarked
package io.switchboard.contract.rights;

import org.jspecify.annotations.NullMarked;
