package io.switchboard.tenant.traffic;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The script of one call.
 *
 * @param from the caller's number in E.164; withheld when null
 * @param byMenu whether the menu webhook drives the call, else the voice socket
 * @param keys the keys that the caller presses
 * @param pausesMs the pause before each of them
 * @param hangsUp whether the voice socket reports the end of the call
 * @param dispositionCode the agent's call result, or null without an agent
 * @param contactChanges number of changes of the contact that follow
 * @param optOut the caller opts out by the webhook, opts in when false, neither when null
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
