@NullMarked
package io.switchboard.cli.doctor.rules;

import org.jspecify.annotations.NullMarked;
