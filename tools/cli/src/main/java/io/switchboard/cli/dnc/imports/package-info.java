/** {@code dnc import}: lists of opt-outs and opt-ins, plans and rejected lines. */
@NullMarked
package io.switchboard.cli.dnc.imports;

import org.jspecify.annotations.NullMarked;
