package io.switchboard.cli.send;

import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.Console;
import io.switchboard.cli.DeploymentOptions;
import io.switchboard.cli.WriteOptions;
import io.switchboard.contract.time.Times;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code switchboard send}: sends a request like CXone's to ingress of a running deployment. */
@Command(
    name = "send",
    mixinStandardHelpOptions = true,
    description = {
      "Send a sample request of CXone, or your own body, to ingress.",
      "Kinds: call-result, contact, dnc, digit, menu; without one a sample of each.",
      WriteOptions.ASKS_IN_PRODUCTION
    },
    footer = {"", "Example:", "  switchboard send digit '{\"callId\":\"c1\",\"digit\":\"2\"}'"})
public final class SendCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Mixin private final WriteOptions writing = new WriteOptions();
  @Mixin private final DeploymentOptions deployment = new DeploymentOptions();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "KIND",
      description = "call-result, contact, dnc, digit or menu.")
  private @Nullable String kind;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "BODY",
      description = "JSON, @FILE, or - for stdin; a sample when not given.")
  private @Nullable String body;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Ingress (default: the one of this data directory).")
  private @Nullable URI url;

  @Option(
      names = "--header",
      paramLabel = "HEADER",
      description = "A header to send, 'Name: value'; WEBHOOK_HEADER is sent automatically.")
  private List<String> headers = List.of();

  @Override
  public Integer call() throws IOException, InterruptedException {
    var given = kind;
    var samples = given == null ? List.of(Sample.values()) : List.of(named(given));
    var failed = false;
    var ingress = deployment.ingress(url);
    if (!writing.agreedInProduction(deployment, new Console(spec), "sent")) {
      return 0;
    }
    try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      for (var sample : samples) {
        var answer = post(http, ingress, sample);
        failed |= answer.statusCode() != 200;
        print(sample, answer);
      }
    }
    return failed ? 1 : 0;
  }

  private static Sample named(String text) {
    for (var sample : Sample.values()) {
      if (sample.name().equals(text.toUpperCase(Locale.ROOT).replace('-', '_'))) {
        return sample;
      }
    }
    throw new CommandFailure(
        "no kind '" + text + "', only call-result, contact, dnc, digit and menu", 2);
  }

  private HttpResponse<String> post(HttpClient http, URI ingress, Sample sample)
      throws IOException, InterruptedException {
    var environment = deployment.environment();
    var request =
        HttpRequest.newBuilder(ingress.resolve(sample.path()))
            .timeout(Duration.ofSeconds(15))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(bodyOf(sample)));
    environment.text("WEBHOOK_HEADER").ifPresent(header -> add(request, header));
    headers.forEach(header -> add(request, header));
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static void add(HttpRequest.Builder request, String header) {
    var colon = header.indexOf(':');
    if (colon < 1) {
      throw new CommandFailure("a header is NAME: VALUE", 2);
    }
    request.header(header.substring(0, colon).strip(), header.substring(colon + 1).strip());
  }

  private String bodyOf(Sample sample) throws IOException {
    var given = body;
    if (given == null) {
      var now = Instant.now();
      return sample.body("sample-" + Long.toString(now.toEpochMilli(), 36), Times.format(now));
    }
    if (given.equals("-")) {
      return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
    }
    return given.startsWith("@") ? Files.readString(Path.of(given.substring(1))) : given;
  }

  private void print(Sample sample, HttpResponse<String> answer) {
    var out = spec.commandLine().getOut();
    out.println("POST " + sample.path() + " -> " + answer.statusCode() + " " + answer.body());
    out.flush();
  }
}
