package io.switchboard.console.view;

/** Shares as people read them. */
public final class Shares {
  private Shares() {}

  /** In percent; what is more than nothing is not 0 %, what is less than all is not 100 %. */
  public static String percent(double share) {
    if (share > 0 && share < 0.01) {
      return "<1 %";
    }
    return share > 0.99 && share < 1 ? ">99 %" : Math.round(share * 100) + " %";
  }
}
