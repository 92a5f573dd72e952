@NullMarked
package io.switchboard.ingress.datastreams;

import org.jspecify.annotations.NullMarked;
