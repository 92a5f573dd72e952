package io.switchboard.cli.dnc.reconcile.comparison;

/** One difference between CXone's list and the registry. */
public sealed interface Finding {
  /** The number, E.164. */
  String number();

  /** CXone would call it although it is suppressed. */
  record WouldCall(RegistryEntry entry) implements Finding {
    @Override
    public String number() {
      return entry.number();
    }
  }

  /** CXone blocks it although its newest consent is an opt-in. */
  record BlocksAllowed(RegistryEntry entry) implements Finding {
    @Override
    public String number() {
      return entry.number();
    }
  }

  /** CXone blocks it and the registry has no record: an entry of CXone's own. */
  record BlocksUnknown(String number) implements Finding {}
}
