/** The menu definitions of the deployment and who is in the menu now. */
@NullMarked
package io.switchboard.console.menu;

import org.jspecify.annotations.NullMarked;
