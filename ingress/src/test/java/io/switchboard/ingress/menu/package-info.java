@NullMarked
package io.switchboard.ingress.menu;

import org.jspecify.annotations.NullMarked;
