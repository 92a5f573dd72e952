@NullMarked
package io.switchboard.cli.doctor;

import org.jspecify.annotations.NullMarked;
