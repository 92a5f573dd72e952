package io.switchboard.ingress.webhook;

import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.headers.EventType;
import io.switchboard.contract.json.JsonNumbers;
import io.switchboard.ingress.body.Fields;
import io.switchboard.ingress.menu.MenuQuestion;
import io.switchboard.ingress.menu.MenuResponder;
import io.switchboard.ingress.request.Answer;
import io.switchboard.ingress.request.IngressRequest;
import java.util.function.Supplier;

/** A caller waits: refused only for JSON that cannot be read or that names no call. */
final class MenuWebhook extends JsonWebhook {
  private final MenuResponder menu;

  MenuWebhook(MenuResponder menu, RejectedInputPublisher rejections) {
    super(rejections);
    this.menu = menu;
  }

  @Override
  Supplier<Answer> begin(IngressRequest request, String text, Fields fields) {
    var callId = fields.textOrNumber("callId");
    if (fields.faulty()) {
      return refuse(request, fields);
    }
    var id = request.identity().orElseGet(() -> EventId.hash(EventHeaders.newTraceparent()));
    var headers =
        request.headers(id, EventType.MENU_REQUEST.wireName(), callId, request.receivedAt());
    var question =
        new MenuQuestion(
            callId,
            fields.loose("from").filter(from -> !from.isBlank()).orElse(null),
            fields.loose("dtmf").map(JsonNumbers::whole).orElse(""),
            fields.any("context"),
            request.turn(),
            headers);
    return () -> new Answer.Success(menu.answer(question).json());
  }
}
