/** What the facts about the webhooks, seen from outside, mean. Pure. */
@NullMarked
package io.switchboard.cli.doctor.rules.webhooks;

import org.jspecify.annotations.NullMarked;
