/** On the public images, where there is Docker: mvn -Pdocker verify. */
@NullMarked
package io.switchboard.e2e.docker;

import org.jspecify.annotations.NullMarked;
