package io.switchboard.ingress.limits;

/** Requests that share permits. Each bulkhead has its own, so that none delays another. */
public enum Bulkhead {
  /** A caller waits on the line for the answer. */
  CALLERS,
  /** Events that are acknowledged when Kafka has them. */
  WEBHOOKS,
  /** Lookups. */
  READS
}
