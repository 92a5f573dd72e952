/** Statements of tests, and logins that change while a service runs. */
@NullMarked
package io.switchboard.testkit.database;

import org.jspecify.annotations.NullMarked;
