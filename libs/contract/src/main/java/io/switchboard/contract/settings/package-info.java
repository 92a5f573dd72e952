/** Settings from the environment, checked at start, all problems named at once. */
@NullMarked
package io.switchboard.contract.settings;

import org.jspecify.annotations.NullMarked;
