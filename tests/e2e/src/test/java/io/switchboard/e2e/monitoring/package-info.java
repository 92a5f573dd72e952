/** Alerts and dashboards: their figures are counted, and their queries are valid. */
@NullMarked
package io.switchboard.e2e.monitoring;

import org.jspecify.annotations.NullMarked;
