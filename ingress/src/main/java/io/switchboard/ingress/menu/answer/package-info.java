/** What CXone is answered: decisions and root menus as JSON, checked before they are sent. */
@NullMarked
package io.switchboard.ingress.menu.answer;

import org.jspecify.annotations.NullMarked;
