package io.switchboard.ingress;

import io.switchboard.contract.headers.ServiceName;
import io.switchboard.service.ServiceMain;

/** Runs ingress by itself, against a cluster. */
public final class Main {
  private Main() {}

  static void main(String[] args) {
    ServiceMain.run(ServiceName.INGRESS.wireName(), IngressService::start);
  }
}
