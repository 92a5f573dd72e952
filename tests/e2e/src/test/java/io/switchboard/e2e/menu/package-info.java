@NullMarked
package io.switchboard.e2e.menu;

import org.jspecify.annotations.NullMarked;
