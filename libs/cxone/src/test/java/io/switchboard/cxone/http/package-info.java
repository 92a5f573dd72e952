@NullMarked
package io.switchboard.cxone.http;

import org.jspecify.annotations.NullMarked;
