package io.switchboard.cli.doctor.rules.tenant.lists;

import io.switchboard.cli.doctor.rules.Verdict;
import io.switchboard.cli.doctor.rules.tenant.Reply;
import java.util.List;

/** Check 11: a read of each endpoint. */
public record ReadPermissions(List<Read> reads) {

  /**
   * One read.
   *
   * @param permission that 403 asks for
   */
  public record Read(String call, String permission, Reply reply) {}

  /** The result: the first trouble, with a permission first, because its remedy is known. */
  public Verdict verdict() {
    return reads.stream()
        .filter(read -> read.reply().status() == 403)
        .findFirst()
        .or(() -> reads.stream().filter(read -> !read.reply().isRead()).findFirst())
        .flatMap(read -> read.reply().trouble(read.call(), read.permission()))
        .orElseGet(() -> Verdict.passed("all %d can be read", reads.size()));
  }
}
