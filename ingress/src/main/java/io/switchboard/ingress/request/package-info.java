/** What server and handlers exchange: routes, requests, answers and problems. */
@NullMarked
package io.switchboard.ingress.request;

import org.jspecify.annotations.NullMarked;
