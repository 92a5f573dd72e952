package io.switchboard.contract.rights;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What a login may do with one resource, or with all whose names begin alike. READ, WRITE and ALTER
 * include DESCRIBE.
 *
 * @param resource its type, name and whether the name is whole or a beginning
 * @param operations at least one
 */
public record AccessRight(ResourcePattern resource, SortedSet<AclOperation> operations) {

  public AccessRight {
    operations = new TreeSet<>(operations);
  }

  /** On the resource of this name. */
  public static AccessRight on(ResourceType type, String name, Set<AclOperation> operations) {
    return new AccessRight(
        new ResourcePattern(type, name, PatternType.LITERAL), new TreeSet<>(operations));
  }

  /** On all resources whose names begin so; on all resources when the beginning is empty. */
  public static AccessRight onAll(
      ResourceType type, String beginning, Set<AclOperation> operations) {
    return beginning.isEmpty()
        ? on(type, ResourcePattern.WILDCARD_RESOURCE, operations)
        : new AccessRight(
            new ResourcePattern(type, beginning, PatternType.PREFIXED), new TreeSet<>(operations));
  }

  /** On the cluster itself. */
  static AccessRight onCluster(AclOperation operation) {
    return on(ResourceType.CLUSTER, Resource.CLUSTER_NAME, EnumSet.of(operation));
  }

  /**
   * The bindings that {@code Admin.createAcls} takes, for requests from any host.
   *
   * @param principal for example {@code User:switchboard-ingress}
   */
  public List<AclBinding> bindings(String principal) {
    return operations.stream()
        .map(
            operation ->
                new AclBinding(
                    resource,
                    new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW)))
        .toList();
  }
}
