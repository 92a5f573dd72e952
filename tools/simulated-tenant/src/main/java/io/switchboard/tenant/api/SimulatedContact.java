package io.switchboard.tenant.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An outbound contact as the tenant holds it.
 *
 * @param recordId the tenant's own identity of it
 * @param optOutDate as it was sent
 */
public record SimulatedContact(
    String recordId,
    String phoneNumber,
    boolean doNotCall,
    @Nullable String optOutDate,
    List<String> customListIds) {}
