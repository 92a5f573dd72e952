package io.switchboard.ingress.webhook;

import io.switchboard.contract.event.dnc.Consent;
import io.switchboard.contract.event.dnc.DncRequest;
import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.event.ivr.CallSource;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.headers.EventType;
import io.switchboard.contract.json.Codes;
import io.switchboard.contract.time.EventTime;
import io.switchboard.contract.time.Times;
import io.switchboard.contract.topic.Topic;
import io.switchboard.contract.topic.Topics;
import io.switchboard.ingress.body.Fields;
import io.switchboard.ingress.limits.Permits;
import io.switchboard.ingress.lookup.DncLookup;
import io.switchboard.ingress.lookup.OptOutListener;
import io.switchboard.ingress.menu.MenuQuestion;
import io.switchboard.ingress.menu.MenuResponder;
import io.switchboard.ingress.publishing.Publication;
import io.switchboard.ingress.publishing.Publisher;
import io.switchboard.ingress.request.Answer;
import io.switchboard.ingress.request.IngressRequest;
import io.switchboard.ingress.request.Problem;
import io.switchboard.ingress.request.RequestHandler;
import io.switchboard.ingress.request.Route;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** The handlers of all routes but NICE's: what is valid, and which record or answer it becomes. */
public final class WebhookHandlers {
  private final Publisher publisher;
  private final Topics topics;
  private final RejectedInputPublisher rejections;
  private final MenuResponder menu;
  private final DncLookup lookup;
  private final OptOutListener optOuts;

  private record Processed(String status, String callId, String digit, String eventId) {}

  /**
   * @param optOuts learns of every opt-out before its sender gets the 200
   */
  public WebhookHandlers(
      Publisher publisher,
      Topics topics,
      RejectedInputPublisher rejections,
      MenuResponder menu,
      DncLookup lookup,
      OptOutListener optOuts) {
    this.publisher = publisher;
    this.topics = topics;
    this.rejections = rejections;
    this.menu = menu;
    this.lookup = lookup;
    this.optOuts = optOuts;
  }

  /**
   * The handler of each route; a route without one is 404.
   *
   * @param simulator whether {@code POST /simulator} is there
   */
  public Map<Route, RequestHandler> byRoute(boolean simulator) {
    var dataActions = new DataActionsWebhook(publisher, topics.contactEvents(), rejections);
    var lookups = new DncEndpoints(lookup);
    var handlers = new EnumMap<Route, RequestHandler>(Route.class);
    handlers.put(Route.IVR_MENU, json(this::ivrMenu));
    handlers.put(Route.CALL_RESULT, json(this::callResult));
    handlers.put(Route.DATA_ACTIONS, json(dataActions::begin));
    handlers.put(Route.DNC, json(this::dnc));
    if (simulator) {
      handlers.put(Route.SIMULATOR, json(this::simulator));
    }
    handlers.put(Route.DNC_LOOKUP, lookups::lookup);
    handlers.put(Route.DNC_CHECK, json(lookups::check));
    return handlers;
  }

  private static RequestHandler json(JsonHandler.BodyHandler handler) {
    return new JsonHandler(Permits.perProcessor(), handler);
  }

  /** A caller waits: refused only for JSON that cannot be read or that names no call. */
  private Supplier<Answer> ivrMenu(IngressRequest request, Fields fields) {
    var callId = fields.textOrNumber("callId");
    if (fields.hasFaults()) {
      return JsonHandler.refusal(fields);
    }
    var id = identity(request);
    var question =
        new MenuQuestion(
            callId,
            fields.optionalText("from").filter(from -> !from.isBlank()).orElse(null),
            fields.keys("dtmf"),
            fields.node("context"),
            request.turn(),
            request.headers(id, EventType.MENU_REQUEST, callId, request.receivedAt()));
    return () -> new Answer.Success(menu.answer(question).json());
  }

  /** What an agent's call came to. */
  private Supplier<Answer> callResult(IngressRequest request, Fields fields) {
    var contactId = fields.text("contactId");
    var code = Codes.plain(fields.textOrNumber("dispositionCode"));
    var number = fields.optionalTexts("phoneNumber").orElse(null);
    if (fields.hasFaults()) {
      return JsonHandler.refusal(fields);
    }
    var id =
        request
            .identity()
            .map(key -> EventId.ofCallResult(contactId, code, number, key))
            .orElseGet(
                () ->
                    EventId.ofCallResult(
                        contactId,
                        code,
                        number,
                        fields.optionalText("callResult").orElse(null),
                        fields.optionalText("timestamp").orElse(null),
                        request.receivedAt()));
    var time = fields.time("timestamp", request.receivedAt()).time();
    return verbatim(
        request,
        topics.callResults(),
        contactId,
        request.headers(id, EventType.CALL_RESULT, contactId, time));
  }

  /**
   * Opt-ins and opt-outs. A number that cannot be parsed is accepted: refusing it would lose an
   * opt-out.
   */
  private Supplier<Answer> dnc(IngressRequest request, Fields fields) {
    return switch (DncRequest.read(fields.object())) {
      case DncRequest.ParseResult.Valid(var change) -> {
        var number = change.phoneNumber();
        var receivedAt = request.receivedAt();
        var time = EventTime.read(change.timestamp(), receivedAt);
        var said = time.sent().orElse(null);
        var id = EventId.ofDncWebhook(number, change.eventName(), said, receivedAt);
        yield publish(
            request,
            topics.dncWebhookEvents(),
            number,
            request.body(),
            request.headers(id, EventType.DNC_WEBHOOK_EVENT, number, time.time()),
            at -> {
              if (change.consent() == Consent.OPT_OUT) {
                optOuts.acknowledged(number, at, receivedAt);
              }
              return received(id, receivedAt);
            });
      }
      case DncRequest.ParseResult.Invalid(var problems) -> {
        problems.forEach(problem -> fields.fault(problem.field(), problem.detail()));
        yield JsonHandler.refusal(fields);
      }
    };
  }

  /** One digit of a call, to try a menu. */
  private Supplier<Answer> simulator(IngressRequest request, Fields fields) {
    var callId = fields.text("callId");
    var digit = Codes.keys(fields.textOrNumber("digit"));
    if (!digit.isEmpty() && !digit.matches("[0-9A-D*#]")) {
      fields.fault("digit", "must be one of 0-9, A-D, * and #");
    }
    if (fields.hasFaults()) {
      return JsonHandler.refusal(fields);
    }
    var time = fields.time("timestamp", request.receivedAt());
    var event =
        new CallEvent.Digit(
            callId, digit, CallSource.SIMULATOR, time.sent().orElse(null), time.source());
    var id = identity(request);
    return publish(
        request,
        topics.dtmf(),
        callId,
        event,
        request.headers(id, EventType.DIGIT, callId, time.time()),
        _ -> Answer.success(new Processed("digit_processed", callId, digit, id)));
  }

  /** The sender's own identity of the event, or a new one. */
  private static String identity(IngressRequest request) {
    return request.identity().orElseGet(() -> EventId.hash(EventHeaders.newTraceparent()));
  }

  private Supplier<Answer> verbatim(
      IngressRequest request, Topic<String, byte[]> topic, String key, EventHeaders headers) {
    return publish(
        request,
        topic,
        key,
        request.body(),
        headers,
        _ -> received(headers.id(), request.receivedAt()));
  }

  /**
   * The receipt. Neither the hash nor the time needs an escape, and Jackson would take a fiftieth
   * of the request's time.
   */
  private static Answer received(String eventId, Instant receivedAt) {
    var json =
        "{\"status\":\"Received\",\"eventId\":\""
            + eventId
            + "\",\"receivedAt\":\""
            + Times.format(receivedAt)
            + "\"}";
    return new Answer.Success(json.getBytes(StandardCharsets.US_ASCII));
  }

  /** Sends a record; what is returned waits for its acknowledgement. */
  private <V> Supplier<Answer> publish(
      IngressRequest request,
      Topic<String, V> topic,
      String key,
      V value,
      EventHeaders headers,
      Function<Publication.Durable, Answer> receipt) {
    var sent = publisher.send(topic, key, value, headers);
    return () ->
        switch (publisher.await(sent, request.answerBy())) {
          case Publication.Durable at -> receipt.apply(at);
          case Publication.Unavailable _ -> new Answer.Refusal(Problem.notStored());
        };
  }
}
