/** The reference of all settings, made from how the services read them. */
@NullMarked
package io.switchboard.cli.settings;

import org.jspecify.annotations.NullMarked;
