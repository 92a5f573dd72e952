/** The manifests of deploy/kubernetes. */
@NullMarked
package io.switchboard.e2e.kubernetes;

import org.jspecify.annotations.NullMarked;
