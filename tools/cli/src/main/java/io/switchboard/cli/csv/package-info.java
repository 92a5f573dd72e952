/** Comma-separated values, as spreadsheets write and read them. */
@NullMarked
package io.switchboard.cli.csv;

import org.jspecify.annotations.NullMarked;
