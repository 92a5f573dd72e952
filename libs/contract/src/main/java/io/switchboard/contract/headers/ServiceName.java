package io.switchboard.contract.headers;

/** The five services, by their names in groups, dead-letter topics, metrics and logs. */
public enum ServiceName {
  INGRESS("ingress"),
  IVR_STREAMS("ivr-streams"),
  DISPOSITION_STREAMS("disposition-streams"),
  DNC_STREAMS("dnc-streams"),
  SINK_POSTGRES("sink-postgres");

  private final String wireName;

  ServiceName(String wireName) {
    this.wireName = wireName;
  }

  /** The name in topics and groups. */
  public String wireName() {
    return wireName;
  }

  /** The {@code ce_source} of the service's records. */
  public String source() {
    return "/switchboard/" + wireName;
  }
}
