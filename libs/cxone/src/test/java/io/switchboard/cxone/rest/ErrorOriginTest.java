package io.switchboard.cxone.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.cxone.http.Failure;
import io.switchboard.cxone.http.HttpTransport.Exchange.Received;
import io.switchboard.cxone.profile.Api;
import io.switchboard.cxone.rest.CxoneAnswer.Refused;
import io.switchboard.cxone.rest.CxoneAnswer.TryAgain;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorOriginTest {
  private static final Api API =
      new Api("", null, null, 100, List.of("error_Description"), "icStatusDescription");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          404 | X: x                        | 404 page not found
          404 | X: x                        | default backend - 404
          404 | X: x                        | Not Found
          405 | X: x                        | error code: 1015
          404 | X: x                        | {"code":"404","message":"Error","description":"No matching resource found"}
          400 | X: x                        | Client sent an HTTP request to an HTTPS server.
          404 | X: x                        | {"message":"no Route matched with those values"}
          404 | X: x                        | {"message":"no Route matched with those values","request_id":"7"}
          404 | X-Kong-Response-Latency: 1  | {"message":"Not found"}
          404 | X: x                        | {"message":"Missing Authentication Token"}
          404 | apigw-requestid: a=         | {"message":"Not Found"}
          404 | X: x                        | {"Message":null}
          400 | X: x                        | {"message":null}
          404 | X: x                        | {"statusCode":404,"message":"Resource not found"}
          404 | X: x                        | {"fault":{"faultstring":"Unable to identify proxy","detail":{"errorcode":"x"}}}
          404 | X: x                        | {"code":"404","type":"Status report"}
          404 | Proxy-Status: p; error=dns  | {"error":"x"}
          404 | X-Squid-Error: ERR_DNS 0    | ^^
          404 | X: x                        | "Not Found"
          404 | X: x                        | {"error":"cut
          404 | Server: envoy               | ^^
          405 | X: x                        | ^^
          404 | X: x                        | {}
          404 | X: x                        | []
          404 | X: x                        | {"timestamp":"2026-11-28T00:00:00.000+00:00","status":404,"error":"Not Found","path":"/x"}
          404 | X: x                        | {"timestamp":1,"status":404,"error":"Not Found","message":"No message available","path":"/x"}
          404 | X: x                        | {"timestamp":1,"path":"/x","status":404,"error":"Not Found","message":null,"requestId":"1-2"}
          405 | X: x                        | {"timestamp":1,"status":405,"error":"Method Not Allowed","path":"/x"}
          404 | X: x                        | {"timestamp":1,"status":404,"error":"Not Found","message":"404 NOT_FOUND","path":"/x"}
          404 | X: x                        | {"type":"about:blank","title":"Not Found","status":404,"detail":"No static resource x.","instance":"/x"}
          404 | X: x                        | {"type":"https://tools.ietf.org/html/rfc9110#section-15.5.5","title":"Not Found","status":404,"traceId":"00-1"}
          400 | X: x                        | {"type":"about:blank","title":"Bad Request","status":400}
          404 | X: x                        | {"message":"not found"}
          404 | X: x                        | {"detail":"Not Found"}
          404 | X: x                        | {"message":"route_not_found","status":"404"}
          404 | X: x                        | {"error":{"code":404,"message":"Not Found","status":"NOT_FOUND"}}
          404 | X: x                        | {"errors":[{"status":"404","title":"Not Found"}]}
          404 | X: x                        | {"code":5,"message":"Method does not exist.","details":[]}
          404 | X: x                        | {"statusCode":404,"message":"Cannot POST /api/x","error":"Not Found"}
          404 | X: x                        | {"message":"Route POST:/api/x not found","error":"Not Found","statusCode":404}
          404 | X: x                        | {"Message":"No HTTP resource was found that matches the request URI '/x'.","MessageDetail":"No type"}
          """)
  void shouldWaitWhenAGatewayAnswers(int status, String header, String body) {
    var answer = classify(status, header, body);

    assertThat(answer)
        .isInstanceOfSatisfying(
            TryAgain.class,
            again -> {
              assertThat(again.failure()).isEqualTo(Failure.UNREADABLE);
              assertThat(again.notReceived()).isTrue();
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          404 | X: x                        | {"error":"no such contact"}
          422 | X: x                        | {"errors":[{"code":7}]}
          400 | X: x                        | [{"errorCode":"INVALID"}]
          404 | X-Kong-Upstream-Latency: 9  | {"message":"no such contact"}
          404 | X: x                        | {"error":"NotFound","errorDescription":"There is no such DNC group"}
          404 | X: x                        | {"error":"not_found","error_Description":"Skill 7 is not known"}
          400 | X: x                        | {"errorCode":1007}
          400 | X: x                        | {"error_Description":"no such skill"}
          404 | X: x                        | {"timestamp":1,"status":404,"error":"Not Found","message":"list 7 is missing","path":"/x"}
          422 | X: x                        | {"type":"about:blank","title":"Unprocessable","detail":"bad number"}
          404 | icStatusDescription: gone   | ^^
          404 | X: x                        | {"statusCode":404,"message":"no contact","error":"Not Found"}
          404 | icStatusDescription: gone   | anything
          """)
  void shouldTakeTheVerdictOfTheApi(int status, String header, String body) {
    assertThat(classify(status, header, body)).isInstanceOf(Refused.class);
  }

  private static CxoneAnswer classify(int status, String header, String body) {
    var name = header.substring(0, header.indexOf(':'));
    var value = header.substring(header.indexOf(':') + 2);
    var headers = HttpHeaders.of(Map.of(name, List.of(value)), (_, _) -> true);
    return ResponseClassifier.byStatus(
        new Received(status, headers, body.getBytes(StandardCharsets.UTF_8), false),
        API,
        Instant.EPOCH);
  }
}
