package io.switchboard.ivr.definition.reading;

import io.switchboard.ivr.definition.DefinitionProblem.Fault;
import io.switchboard.ivr.menu.Target;
import io.switchboard.ivr.menu.Target.Action;
import io.switchboard.ivr.menu.Target.Complete;
import io.switchboard.ivr.menu.Target.Go;
import io.switchboard.ivr.menu.Target.Hangup;
import io.switchboard.ivr.menu.Target.OptOut;
import io.switchboard.ivr.menu.Target.Transfer;
import java.util.List;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads a target: a node's name, or an action. */
public final class TargetReader {
  /** The words that are actions and cannot be names of nodes. */
  public static final List<String> ACTIONS = List.of("transfer", "hangup", "complete", "opt_out");

  /** Suffix of a path to the position of the target itself. */
  public static final String TO = "/to";

  private static final String EXAMPLE =
      "write a node's name, hangup, complete, opt_out, transfer, or {transfer: queue}";

  private final Diagnostics diagnostics;

  TargetReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** An unreadable target becomes a hangup, and the problem is reported. */
  Target read(Node node, String path) {
    diagnostics.remember(path + TO, SourcePosition.of(node));
    return switch (node) {
      case ScalarNode scalar when !scalar.getTag().equals(Tag.NULL) -> word(scalar.getValue());
      case MappingNode mapping when mapping.getValue().size() == 1 -> action(mapping, path);
      default -> wrong(node, "this is empty");
    };
  }

  /** As above, where only an action is allowed. */
  Action readAction(Node node, String path) {
    return switch (read(node, path)) {
      case Action action -> action;
      case Go(var name) ->
          wrong(node, "'" + name + "' is not an action, and the call has to end here");
    };
  }

  private static Target word(String word) {
    return switch (word) {
      case "transfer" -> new Transfer(null);
      case "hangup" -> new Hangup();
      case "complete" -> new Complete(null);
      case "opt_out" -> new OptOut(new Hangup());
      default -> new Go(word);
    };
  }

  private Target action(MappingNode node, String path) {
    var tuple = node.getValue().getFirst();
    var word = tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "?";
    var value = tuple.getValueNode();
    return switch (word) {
      case "transfer" -> isQueue(value) ? new Transfer(queue(value)) : wrongQueue(value);
      case "complete" -> isQueue(value) ? new Complete(queue(value)) : wrongQueue(value);
      case "opt_out" -> optOut(value, path);
      default -> wrong(node, "'" + word + "' is not an action");
    };
  }

  private Target optOut(Node value, String path) {
    return switch (read(value, path + "/opt_out")) {
      case Transfer transfer -> new OptOut(transfer);
      case Hangup hangup -> new OptOut(hangup);
      case Go _, Complete _, OptOut _ ->
          wrong(value, "after opt_out a caller can only hear hangup or transfer");
    };
  }

  private Hangup wrongQueue(Node value) {
    return wrong(value, "a queue's name has 1 to 64 letters, digits, '.', '_' or '-'");
  }

  private static boolean isQueue(Node value) {
    return value instanceof ScalarNode scalar && scalar.getValue().matches("[A-Za-z0-9._-]{1,64}");
  }

  private static String queue(Node value) {
    return ((ScalarNode) value).getValue();
  }

  private Hangup wrong(Node node, String message) {
    diagnostics.add(SourcePosition.of(node), Fault.WRONG_VALUE, message, EXAMPLE);
    return new Hangup();
  }
}
