@NullMarked
package io.switchboard.service;

import org.jspecify.annotations.NullMarked;
