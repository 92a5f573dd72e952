/** {@code dnc import}: lists of opt-outs and opt-ins, their plan and what is rejected. */
@NullMarked
package io.switchboard.cli.dnc.imports;

import org.jspecify.annotations.NullMarked;
