@NullMarked
package io.switchboard.ingress.menu.shadow;

import org.jspecify.annotations.NullMarked;
