@NullMarked
package io.switchboard.ingress.menu.answer;

import org.jspecify.annotations.NullMarked;
