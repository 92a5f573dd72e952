package io.switchboard.e2e.rights;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;

/** Kafka's own authorizer, which also keeps what it was asked. The broker makes the instance. */
public final class RecordingAuthorizer extends StandardAuthorizer {
  private static final Set<Request> ALLOWED = ConcurrentHashMap.newKeySet();
  private static final Set<Request> DENIED = ConcurrentHashMap.newKeySet();

  /** Who asked for what, on which resource. */
  record Request(String login, AclOperation operation, ResourcePattern resource) {}

  @Override
  public List<AuthorizationResult> authorize(
      AuthorizableRequestContext context, List<Action> actions) {
    var results = super.authorize(context, actions);
    IntStream.range(0, actions.size())
        .forEach(i -> keep(context.principal().getName(), actions.get(i), results.get(i)));
    return results;
  }

  private static void keep(String login, Action action, AuthorizationResult result) {
    var request = new Request(login, action.operation(), action.resourcePattern());
    if (result == AuthorizationResult.ALLOWED) {
      ALLOWED.add(request);
    } else if (action.logIfDenied() && !isFilter(request)) {
      DENIED.add(request);
    }
  }

  /** A list of transactions leaves out those of others; only its requests ask for DESCRIBE. */
  private static boolean isFilter(Request request) {
    return request.operation() == AclOperation.DESCRIBE
        && request.resource().resourceType() == ResourceType.TRANSACTIONAL_ID;
  }

  /** What was allowed since the start. */
  static Set<Request> allowed() {
    return Set.copyOf(ALLOWED);
  }

  /** What was refused since the start. */
  static Set<Request> denied() {
    return Set.copyOf(DENIED);
  }
}
