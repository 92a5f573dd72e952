/** What logback.xml of every service names: the format of log lines and a filter. */
@NullMarked
package io.switchboard.service.logging;

import org.jspecify.annotations.NullMarked;
