@NullMarked
package io.switchboard.cxone.settings;

import org.jspecify.annotations.NullMarked;
