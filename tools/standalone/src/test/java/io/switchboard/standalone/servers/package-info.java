@NullMarked
package io.switchboard.standalone.servers;

import org.jspecify.annotations.NullMarked;
