@NullMarked
package io.switchboard.ingress.menu.decision;

import org.jspecify.annotations.NullMarked;
