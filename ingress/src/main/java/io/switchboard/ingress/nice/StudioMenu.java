package io.switchboard.ingress.nice;

import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.headers.EventType;
import io.switchboard.ingress.body.StrictJson;
import io.switchboard.ingress.menu.MenuQuestion;
import io.switchboard.ingress.menu.MenuResponder;
import io.switchboard.ingress.request.Answer;
import io.switchboard.ingress.request.IngressRequest;
import io.switchboard.ingress.request.Problem;
import io.switchboard.ingress.request.RequestHandler;

/**
 * {@code POST /nice/studio/menu}: a Studio script asks what its caller hears next. What cannot be
 * used is answered 200 with {@code "ok": false}, because a script sees nothing of another answer
 * but that its request failed. An outage stays a 503: Studio then repeats the request by itself.
 */
record StudioMenu(MenuResponder menu, CallEnds ends, PromptPaths prompts)
    implements RequestHandler {

  @Override
  public Answer handle(IngressRequest request) {
    return ValidBody.answer(
        StrictJson.read(request.body()), StudioRequest::of, read -> answer(request, read));
  }

  @Override
  public Answer refused(Problem problem) {
    return problem.status() < 500
        ? Answer.success(StudioAnswer.refused(problem.detail()))
        : new Answer.Refusal(problem);
  }

  private Answer answer(IngressRequest request, StudioRequest studio) {
    var callId = studio.callId();
    if (studio.ended()) {
      return ends.write(request, callId, EventId.hash("studio", callId, "end"))
          ? Answer.success(StudioAnswer.ended())
          : new Answer.Refusal(Problem.notStored());
    }
    var id =
        studio
            .id()
            .or(request::identity)
            .orElseGet(() -> EventId.hash(EventHeaders.newTraceparent()));
    var question =
        new MenuQuestion(
            callId,
            studio.from(),
            studio.dtmf(),
            studio.context(),
            null,
            request.headers(id, EventType.MENU_REQUEST, callId, request.receivedAt()),
            MenuQuestion.Channel.STUDIO);
    return Answer.success(StudioAnswer.of(menu.answer(question), prompts));
  }
}
