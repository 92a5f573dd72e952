package io.switchboard.e2e.monitoring;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A query of a panel.
 *
 * @param expression in PromQL, without Grafana's variables
 */
public record DashboardQuery(String dashboard, String panel, String expression) {
  static final List<String> DASHBOARDS = List.of("operators", "contact-centre");

  /**
   * The queries of all dashboards.
   *
   * @param window what stands for Grafana's variables of a time range, for example {@code 10s}
   */
  public static List<DashboardQuery> all(String window) throws IOException {
    var queries = new ArrayList<DashboardQuery>();
    for (var dashboard : DASHBOARDS) {
      for (var panel : DashboardsTest.panels(dashboard)) {
        for (var target : panel.path("targets")) {
          queries.add(
              new DashboardQuery(
                  dashboard,
                  panel.path("title").asText(),
                  target.path("expr").asText().replaceAll("\\$__[a-z_]+", window)));
        }
      }
    }
    return queries;
  }
}
