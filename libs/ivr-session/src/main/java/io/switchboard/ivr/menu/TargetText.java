package io.switchboard.ivr.menu;

/** Targets in the notation of the file, and as text. */
public final class TargetText {
  private TargetText() {}

  /** In the notation of the file: {@code department}, {@code transfer sales}, {@code opt_out}. */
  public static String of(Target target) {
    return switch (target) {
      case Target.Go(var node) -> node;
      case Target.Transfer(var queue) -> queue == null ? "transfer" : "transfer " + queue;
      case Target.Complete(var queue) -> queue == null ? "complete" : "complete " + queue;
      case Target.Hangup _ -> "hangup";
      case Target.OptOut(var then) ->
          then instanceof Target.Hangup ? "opt_out" : "opt_out, " + of(then);
    };
  }
}
