/** What the facts about a Kafka cluster mean. Pure. */
@NullMarked
package io.switchboard.cli.doctor.rules.kafka;

import org.jspecify.annotations.NullMarked;
