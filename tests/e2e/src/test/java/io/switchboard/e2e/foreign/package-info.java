/** Records of other producers on the topics of all services. */
@NullMarked
package io.switchboard.e2e.foreign;

import org.jspecify.annotations.NullMarked;
