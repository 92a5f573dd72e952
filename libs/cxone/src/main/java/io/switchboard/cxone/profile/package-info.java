/** A generation of CXone's APIs as data. */
@NullMarked
package io.switchboard.cxone.profile;

import org.jspecify.annotations.NullMarked;
