/** What Switchboard needs from the brokers of a real cluster. */
@NullMarked
package io.switchboard.contract.broker;

import org.jspecify.annotations.NullMarked;
