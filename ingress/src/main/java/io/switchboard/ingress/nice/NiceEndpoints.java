package io.switchboard.ingress.nice;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.contract.topic.Topics;
import io.switchboard.ingress.menu.MenuResponder;
import io.switchboard.ingress.publishing.Publisher;
import io.switchboard.ingress.request.RequestHandler;
import io.switchboard.ingress.request.Route;
import java.util.Map;

/** The handlers of the endpoints at which callers of a NICE tenant wait. */
public final class NiceEndpoints {
  private NiceEndpoints() {}

  /**
   * The handler of each route.
   *
   * @param publisher for callers
   */
  public static Map<Route, RequestHandler> byRoute(
      MenuResponder menu,
      Publisher publisher,
      Topics topics,
      PromptPaths prompts,
      MeterRegistry meters) {
    var ends = new CallEnds(publisher, topics.dtmf());
    var lostEnds =
        Counter.builder("menu_records_not_written_total")
            .description("records about answers to callers that Kafka did not take")
            .tag("record", "call_end")
            .register(meters);
    return Map.of(
        Route.NICE_STUDIO_MENU, new StudioMenu(menu, ends, prompts),
        Route.NICE_VAH_EXCHANGE, new HubExchange(menu, ends, prompts, lostEnds));
  }
}
