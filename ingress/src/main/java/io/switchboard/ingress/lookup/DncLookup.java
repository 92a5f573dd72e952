package io.switchboard.ingress.lookup;

import java.util.List;

/** Answers whether numbers may be called. The safe failure is to suppress. */
@FunctionalInterface
public interface DncLookup {

  /** One answer a number, in their order; on a virtual thread of its own, may wait. */
  List<LookupAnswer> lookUp(List<String> phoneNumbers);
}
