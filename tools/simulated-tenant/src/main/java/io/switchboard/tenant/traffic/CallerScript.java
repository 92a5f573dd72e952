package io.switchboard.tenant.traffic;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that happens around one call, decided beforehand.
 *
 * @param from the caller's number in E.164; withheld when null
 * @param byMenu the caller is led by the menu webhook, else heard on the voice socket
 * @param keys what the caller presses, one after the other
 * @param pausesMs how long before each of them
 * @param hangsUp the voice socket says at the end that the call is over
 * @param dispositionCode the agent's call result, or null when no agent was reached
 * @param contactChanges how many changes of the contact follow
 * @param optOut the caller opts out by the webhook, or opts in when false, neither when null
 */
public record CallerScript(
    String callId,
    String contactId,
    @Nullable String from,
    boolean byMenu,
    List<String> keys,
    List<Integer> pausesMs,
    boolean hangsUp,
    @Nullable String dispositionCode,
    int contactChanges,
    @Nullable Boolean optOut) {}
