@NullMarked
package io.switchboard.ivr.session;

import org.jspecify.annotations.NullMarked;
