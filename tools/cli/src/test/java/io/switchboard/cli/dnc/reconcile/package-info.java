@NullMarked
package io.switchboard.cli.dnc.reconcile;

import org.jspecify.annotations.NullMarked;
