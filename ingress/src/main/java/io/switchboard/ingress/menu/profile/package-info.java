/** Callers' profiles: tier and own prompt, cached, with a breaker. */
@NullMarked
package io.switchboard.ingress.menu.profile;

import org.jspecify.annotations.NullMarked;
