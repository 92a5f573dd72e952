/** What all pages share: the frame around them, templates, assets, event streams. */
@NullMarked
package io.switchboard.console.view;

import org.jspecify.annotations.NullMarked;
