package io.switchboard.cli.send;

/** The kinds of input of the pipeline, each with a sample. */
enum Sample {
  CALL_RESULT(
      "/webhook/call-result",
      """
      {"contactId":"%1$s","dispositionCode":1001,"callResult":"answered","timestamp":"%2$s",\
      "phoneNumber":"+14155550123"}"""),
  CONTACT(
      "/webhook/data-actions",
      """
      {"events":[{"id":"%1$s","externalId":"crm-%1$s","firstName":"Ada","lastName":"Lovelace",\
      "email":"ada@example.com","timestamp":"%2$s"}]}"""),
  DNC(
      "/webhook/dnc",
      """
      {"phoneNumber":"(415) 555-0123","eventName":"optOut","timestamp":"%2$s"}"""),
  DIGIT(
      "/simulator",
      """
      {"callId":"%1$s","digit":"1"}"""),
  MENU(
      "/webhook/ivr-menu",
      """
      {"callId":"menu-%1$s","from":"+14155550123","dtmf":"","context":{}}""");

  private final String path;
  private final String body;

  Sample(String path, String body) {
    this.path = path;
    this.body = body;
  }

  /** Its endpoint. */
  String path() {
    return path;
  }

  /** Its body. */
  String body(String id, String time) {
    return body.formatted(id, time);
  }
}
