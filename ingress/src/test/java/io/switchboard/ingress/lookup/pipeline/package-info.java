@NullMarked
package io.switchboard.ingress.lookup.pipeline;

import org.jspecify.annotations.NullMarked;
