@NullMarked
package io.switchboard.dnc.registry;

import org.jspecify.annotations.NullMarked;
