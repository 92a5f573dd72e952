/** May a number be called? Redis for a quick yes to suppression, PostgreSQL for a sure no. */
@NullMarked
package io.switchboard.ingress.lookup;

import org.jspecify.annotations.NullMarked;
