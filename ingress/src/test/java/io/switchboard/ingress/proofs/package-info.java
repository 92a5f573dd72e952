/** Proofs under load and under attack: kills, floods, slow senders, fuzzing, memory, figures. */
@NullMarked
package io.switchboard.ingress.proofs;

import org.jspecify.annotations.NullMarked;
