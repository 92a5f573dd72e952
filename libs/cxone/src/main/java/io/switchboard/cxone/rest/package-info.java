/** Requests to the REST API and their results. */
@NullMarked
package io.switchboard.cxone.rest;

import org.jspecify.annotations.NullMarked;
