@NullMarked
package io.switchboard.ingress.menu.profile;

import org.jspecify.annotations.NullMarked;
