/** What every service has: main method, settings, health, metrics, management server, logs. */
@NullMarked
package io.switchboard.service;

import org.jspecify.annotations.NullMarked;
