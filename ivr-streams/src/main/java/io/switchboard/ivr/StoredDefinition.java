package io.switchboard.ivr;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A definition as a partition keeps it for the calls that are pinned to it.
 *
 * @param supersededAt when another one came into force; null while it is in force
 */
record StoredDefinition(JsonNode body, @Nullable Instant supersededAt) {}
