package io.switchboard.tenant.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An outbound contact of the tenant.
 *
 * @param recordId the tenant's id of it
 * @param optOutDate as sent
 */
public record SimulatedContact(
    String recordId,
    String phoneNumber,
    boolean doNotCall,
    @Nullable String optOutDate,
    List<String> customListIds) {}
