/** HTTP in: routes, authentication, limits, and one handler a webhook. */
@NullMarked
package io.switchboard.ingress.http;

import org.jspecify.annotations.NullMarked;
