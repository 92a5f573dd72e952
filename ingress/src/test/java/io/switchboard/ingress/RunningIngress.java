package io.switchboard.ingress;

import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.contract.topic.Topics;
import io.switchboard.embedded.EmbeddedBroker;
import io.switchboard.testkit.cluster.TestCluster;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;

/** Ingress on a broker, with topics of its own and a real HTTP client. */
public final class RunningIngress implements AutoCloseable {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final String bootstrap;
  private final Topics topics;
  private final IngressService service;
  private final int port;

  private RunningIngress(String bootstrap, Topics topics, IngressService service) {
    this.bootstrap = bootstrap;
    this.topics = topics;
    this.service = service;
    this.port = service.port(); // known also when it has stopped
  }

  /** On the shared broker, with settings of its own: name, value, name, value, … */
  public static RunningIngress start(String... settings) {
    return startOn(EmbeddedBroker.shared().bootstrapServers(), settings);
  }

  /** On any broker. */
  public static RunningIngress startOn(String bootstrap, String... settings) {
    var prefix = TestCluster.uniquePrefix();
    TestCluster.createTopicsOf(
        1, new KafkaSettings(Map.of("bootstrap.servers", bootstrap), prefix));
    var variables = new HashMap<String, String>();
    variables.put("KAFKA_BOOTSTRAP_SERVERS", bootstrap);
    variables.put("TOPIC_PREFIX", prefix.value());
    variables.put("HTTP_PORT", "0");
    variables.put("MANAGEMENT_PORT", "0");
    variables.put("DRAIN_SECONDS", "0");
    for (var i = 0; i < settings.length; i += 2) {
      variables.put(settings[i], settings[i + 1]);
    }
    var service = IngressService.start(new Environment(variables));
    var ingress = new RunningIngress(bootstrap, new Topics(prefix), service);
    Awaitility.await().until(() -> ingress.get("/readyz").statusCode() == 200);
    return ingress;
  }

  /** A client for a service that was started elsewhere. */
  public static RunningIngress around(IngressService service) {
    return new RunningIngress("", new Topics(TopicPrefix.NONE), service);
  }

  /** The broker. */
  public String bootstrap() {
    return bootstrap;
  }

  /** Its topics. */
  public Topics topics() {
    return topics;
  }

  /** The service itself. */
  public IngressService service() {
    return service;
  }

  /** What is on a topic. */
  public TopicReader read(String topic) {
    return TopicReader.on(bootstrap, topic);
  }

  /** A POST of JSON, with more headers: name, value, … */
  public HttpResponse<String> post(String path, String body, String... headers) {
    return send(request(path).POST(BodyPublishers.ofString(body)), headers);
  }

  /** A GET. */
  public HttpResponse<String> get(String path, String... headers) {
    return send(request(path).GET(), headers);
  }

  /** A request to be completed. */
  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(20));
  }

  /** Sends it as JSON unless a Content-Type is among the headers. */
  public HttpResponse<String> send(HttpRequest.Builder request, String... headers) {
    request.setHeader("Content-Type", "application/json");
    for (var i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    service.close();
  }
}
