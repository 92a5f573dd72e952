package io.switchboard.ingress.webhook;

import io.switchboard.ingress.lookup.DncLookup;
import io.switchboard.ingress.menu.MenuResponder;
import io.switchboard.ingress.publishing.IngressComponents;
import io.switchboard.ingress.request.RequestHandler;
import io.switchboard.ingress.request.Route;
import java.util.EnumMap;
import java.util.Map;

/** Which handler answers which route; what is not there is 404. */
public final class Handlers {
  private final Map<Route, RequestHandler> handlers = new EnumMap<>(Route.class);
  private final IngressComponents parts;
  private final RejectedInputPublisher rejections;

  /** The webhooks that only need the log. */
  public Handlers(IngressComponents parts) {
    this.parts = parts;
    var topics = parts.topics();
    var publisher = parts.webhooks();
    rejections = new RejectedInputPublisher(publisher, topics.rejected(), parts.meters());
    handlers.put(
        Route.CALL_RESULT, new CallResultWebhook(publisher, topics.callResults(), rejections));
    handlers.put(
        Route.DATA_ACTIONS, new DataActionsWebhook(publisher, topics.contactEvents(), rejections));
    handlers.put(Route.DNC, new DncWebhook(publisher, topics.dncWebhookEvents(), rejections));
  }

  /** Digits from whoever tries the menu out. */
  public Handlers simulator() {
    handlers.put(
        Route.SIMULATOR, new SimulatorWebhook(parts.webhooks(), parts.topics().dtmf(), rejections));
    return this;
  }

  /** Waiting callers. */
  public Handlers menu(MenuResponder menu) {
    handlers.put(Route.IVR_MENU, new MenuWebhook(menu, rejections));
    return this;
  }

  /** May a number be called. */
  public Handlers lookup(DncLookup lookup) {
    handlers.put(Route.DNC_LOOKUP, new DncLookupEndpoint(lookup));
    handlers.put(Route.DNC_CHECK, new DncCheckEndpoint(lookup));
    return this;
  }

  /** All of them. */
  public Map<Route, RequestHandler> handlers() {
    return Map.copyOf(handlers);
  }
}
