/** What the facts about PostgreSQL and Redis mean. Pure. */
@NullMarked
package io.switchboard.cli.doctor.rules.servers;

import org.jspecify.annotations.NullMarked;
