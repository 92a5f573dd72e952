package io.switchboard.tenant;

import io.switchboard.tenant.nice.NiceOptions;
import io.switchboard.tenant.nice.state.TenantSetup;
import io.switchboard.tenant.traffic.TrafficOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the simulated tenant as a process; ends at Ctrl-C or SIGTERM. */
@Command(
    name = "simulated-tenant",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description =
        "A CXone tenant to develop and test against: REST, voice socket, faults, traffic.",
    footer = {
      "",
      "Example: a tenant on 8082 that plays 20 calls a second against a local pipeline",
      "  simulated-tenant --port 8082 --traffic 20 --ingress http://127.0.0.1:8080",
      "Then: curl http://127.0.0.1:8082/tenant"
    })
public final class Main implements Callable<Integer> {
  @Option(names = "--host", defaultValue = "127.0.0.1", description = "Address to listen on.")
  private String host = "127.0.0.1";

  @Option(names = "--port", defaultValue = "8082", description = "HTTP and WebSocket; 0: any.")
  private int port;

  @Option(
      names = "--client-id",
      defaultValue = "${env:CXONE_CLIENT_ID}",
      description = "The only client that gets a token; any when not given.")
  private @Nullable String clientId;

  @Option(
      names = "--client-secret",
      defaultValue = "${env:CXONE_CLIENT_SECRET}",
      description = "Its secret; better set CXONE_CLIENT_SECRET than this.",
      showDefaultValue = CommandLine.Help.Visibility.NEVER)
  private @Nullable String clientSecret;

  @Option(names = "--token-life", defaultValue = "3600", description = "Seconds a token lives.")
  private int tokenLifeSeconds;

  @Option(names = "--journal", defaultValue = "100000", description = "Requests remembered.")
  private int journal;

  @Option(
      names = "--profile",
      defaultValue = "tutorial",
      description = "The shape of the APIs: tutorial or nice (as NICE publishes them).")
  private TenantProfile profile = TenantProfile.TUTORIAL;

  @Option(
      names = "--issuer-port",
      defaultValue = "8083",
      description = "The issuer's port in the shape nice; 0: any.")
  private int issuerPort;

  @Option(
      names = "--access-key-id",
      defaultValue = "${env:CXONE_ACCESS_KEY_ID}",
      description = "In the shape nice: the only access key that gets a token.")
  private @Nullable String accessKeyId;

  @Option(
      names = "--access-key-secret",
      defaultValue = "${env:CXONE_ACCESS_KEY_SECRET}",
      description = "Its secret; better set CXONE_ACCESS_KEY_SECRET than this.",
      showDefaultValue = CommandLine.Help.Visibility.NEVER)
  private @Nullable String accessKeySecret;

  @Option(names = "--traffic", description = "Calls to begin each second; none when not given.")
  private @Nullable Double traffic;

  @Option(
      names = "--ingress",
      defaultValue = "http://127.0.0.1:8080",
      description = "Where the traffic's webhooks go.")
  private URI ingress = URI.create("http://127.0.0.1:8080");

  @Option(names = "--calls", description = "Ends the traffic after so many calls.")
  private @Nullable Long calls;

  @Option(names = "--seed", defaultValue = "1", description = "Decides who calls, and faults.")
  private long seed;

  @Option(
      names = "--header",
      description = "Sent with every webhook, for example --header X-Webhook-Secret=…")
  private Map<String, String> headers = Map.of();

  /** Starts it; the exit code is 0 after a signal, 1 when it cannot start, 2 for wrong options. */
  public static void main(String[] args) {
    if (System.getProperty("logback.configurationFile") == null) {
      System.setProperty("logback.configurationFile", "logback-tenant.xml");
    }
    var command = new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true);
    System.exit(command.execute(args));
  }

  @Override
  public Integer call() throws InterruptedException {
    var options =
        new TenantOptions(
            host,
            port,
            clientId,
            clientSecret,
            Duration.ofSeconds(tokenLifeSeconds),
            journal,
            seed,
            trafficOptions(),
            niceOptions());
    var tenant = SimulatedTenant.start(options);
    var stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  tenant.close();
                  stopped.countDown();
                }));
    printAddresses(tenant);
    System.out.println("Look into it: curl " + tenant.baseUrl() + "/tenant");
    stopped.await();
    return 0;
  }

  private void printAddresses(SimulatedTenant tenant) {
    switch (profile) {
      case TUTORIAL -> {
        System.out.println("CXONE_BASE_URL=" + tenant.baseUrl());
        System.out.println("CXONE_VOICE_URL=" + tenant.voiceUrl());
      }
      case NICE -> {
        System.out.println("CXONE_PROFILE=nice");
        System.out.println("CXONE_ISSUER=" + tenant.nice().issuer());
        System.out.println("CXONE_DNC_GROUP=" + TenantSetup.DNC_GROUP);
        System.out.println("CXONE_TAGS=" + NiceOptions.TAGS);
      }
    }
  }

  private @Nullable NiceOptions niceOptions() {
    var nice = NiceOptions.onPort(issuerPort);
    return switch (profile) {
      case TUTORIAL -> null;
      case NICE ->
          new NiceOptions(
              nice.issuerPort(), accessKeyId, accessKeySecret, nice.tenantId(), nice.setup());
    };
  }

  private @Nullable TrafficOptions trafficOptions() {
    if (traffic == null) {
      return null;
    }
    return TrafficOptions.of(ingress, traffic)
        .withMostCalls(calls == null ? Long.MAX_VALUE : calls)
        .withSeed(seed)
        .withHeaders(headers);
  }
}
