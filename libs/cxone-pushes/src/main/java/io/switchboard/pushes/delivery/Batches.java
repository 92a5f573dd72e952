package io.switchboard.pushes.delivery;

import io.switchboard.cxone.rest.CxoneAnswer.ItemVerdict;
import io.switchboard.cxone.rest.CxoneCall.OutboundContact;
import io.switchboard.cxone.rest.CxoneCall.WriteOutbound;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Divides batches. Pure. */
final class Batches {
  private Batches() {}

  /** One request for opt-outs and then one for opt-ins, neither of them empty. */
  static List<List<PendingPush>> optOutsFirst(List<PendingPush> batch) {
    var byState =
        batch.stream().collect(Collectors.partitioningBy(pending -> pending.push().urgent()));
    return Stream.of(true, false)
        .map(optOut -> byState.getOrDefault(optOut, List.of()))
        .filter(request -> !request.isEmpty())
        .toList();
  }

  /** Those without a verdict of success. */
  static List<PendingPush> undone(List<PendingPush> batch, List<ItemVerdict> verdicts) {
    return IntStream.range(0, batch.size())
        .filter(i -> !(verdicts.get(i) instanceof ItemVerdict.Done))
        .mapToObj(batch::get)
        .toList();
  }

  /** The contacts of pushes that all write to the outbound list, in their order. */
  static List<OutboundContact> contacts(List<PendingPush> batch) {
    return batch.stream()
        .map(pending -> (WriteOutbound) pending.push().call())
        .flatMap(write -> write.contacts().stream())
        .toList();
  }
}
