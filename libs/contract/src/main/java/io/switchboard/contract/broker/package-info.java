/** The requirements for the brokers of a real cluster. */
@NullMarked
package io.switchboard.contract.broker;

import org.jspecify.annotations.NullMarked;
