@NullMarked
package io.switchboard.cxone.rest;

import org.jspecify.annotations.NullMarked;
