/** What every service has: a management port, health, metrics, logs, and a plain main. */
@NullMarked
package io.switchboard.service;

import org.jspecify.annotations.NullMarked;
