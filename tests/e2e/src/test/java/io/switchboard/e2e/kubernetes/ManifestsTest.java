package io.switchboard.e2e.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.switchboard.standalone.ServiceCatalog;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests fit Kubernetes and the services: fields, ports, paths, settings and times. */
final class ManifestsTest {
  /** What a stop of ingress takes after DRAIN_SECONDS, as docs/running.md says. */
  private static final int SECONDS_AFTER_DRAIN = 12;

  private static final Pattern SETTING = Pattern.compile("(?m)^- `([A-Z0-9_]+)` ");
  private static final Set<String> OF_THE_JVM = Set.of("JDK_JAVA_OPTIONS");
  private Manifests base;

  @BeforeEach
  void read() throws IOException {
    base = Manifests.listedIn(Manifests.FOLDER.resolve("base"));
  }

  @Test
  void shouldRunEveryService() {
    assertThat(base.pods().keySet()).containsExactlyInAnyOrderElementsOf(ServiceCatalog.names());
    assertThat(base.all(StatefulSet.class))
        .extracting(set -> set.getMetadata().getName())
        .allMatch(name -> name.endsWith("-streams"))
        .hasSize(3);
  }

  @Test
  void shouldRefuseAFieldThatKubernetesDoesNotKnow() throws IOException {
    var ingress = Files.readString(Manifests.FOLDER.resolve("base/ingress.yaml"));

    assertThatThrownBy(
            () -> Manifests.parsed(ingress.replace("minReadySeconds", "minimumReadySeconds")))
        .hasMessageContaining("minimumReadySeconds");
    assertThatThrownBy(() -> Manifests.parsed(ingress.replace("httpGet:", "httpget:")))
        .hasMessageContaining("httpget");
  }

  @Test
  void shouldKnowEveryFieldOfTheSetUp() throws IOException {
    var setup = Manifests.parsed(Files.readString(Manifests.FOLDER.resolve("setup/setup.yaml")));

    assertThat(setup.pods()).isEmpty(); // a job
  }

  @ParameterizedTest
  @ValueSource(strings = {"setup", "overlays/small", "overlays/production"})
  void shouldKnowEveryFieldOfWhatKustomizeMakes(String folder)
      throws IOException, InterruptedException {
    assumeTrue(
        Stream.of("/usr/bin", "/usr/local/bin")
            .anyMatch(bin -> Files.isExecutable(Path.of(bin, "kubectl"))),
        "kubectl is not installed");

    var made = Manifests.parsed(kustomized(folder));

    if (folder.equals("overlays/production")) {
      assertThat(made.pods().values())
          .allSatisfy(
              pod ->
                  assertThat(
                          pod.getSpec()
                              .getAffinity()
                              .getPodAntiAffinity()
                              .getRequiredDuringSchedulingIgnoredDuringExecution())
                      .hasSize(1));
      assertThat(made.all(Deployment.class))
          .allMatch(deployment -> deployment.getSpec().getReplicas() == 2);
    }
  }

  private static String kustomized(String folder) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder("kubectl", "kustomize", Manifests.FOLDER.resolve(folder).toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var made = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return made;
  }

  @Test
  void shouldSetOnlySettingsThatAreThere() throws IOException {
    var known = new TreeSet<String>();
    SETTING
        .matcher(Files.readString(Manifests.ROOT.resolve("docs/settings.md")))
        .results()
        .forEach(found -> known.add(found.group(1)));
    var set = new TreeSet<>(base.settings().keySet());
    base.pods().values().forEach(pod -> environment(pod).forEach(name -> set.add(name.getName())));
    set.removeAll(OF_THE_JVM);

    assertThat(set).contains("DATABASE_URL_FILE", "STANDBY_REPLICAS");
    assertThat(set.stream().map(name -> name.replaceFirst("_FILE$", ""))).allMatch(known::contains);
  }

  @Test
  void shouldMountEverySecretThatASettingNames() {
    base.pods()
        .forEach(
            (name, pod) -> {
              var named =
                  environment(pod)
                      .filter(variable -> variable.getName().endsWith("_FILE"))
                      .map(EnvVar::getValue)
                      .toList();
              var mounted =
                  pod.getSpec().getVolumes().stream()
                      .filter(volume -> volume.getSecret() != null)
                      .flatMap(volume -> volume.getSecret().getItems().stream())
                      .map(item -> "/run/secrets/switchboard/" + item.getPath())
                      .toList();
              assertThat(mounted).as(name).containsExactlyInAnyOrderElementsOf(named);
            });
  }

  @Test
  void shouldAskThePagesOfTheManagementPort() {
    var port = Integer.parseInt(base.settings().get("MANAGEMENT_PORT"));

    base.pods()
        .forEach(
            (name, pod) -> {
              var container = container(pod);
              assertThat(port(container, "management")).as(name).isEqualTo(port);
              assertThat(get(container.getStartupProbe())).isEqualTo("management/livez");
              assertThat(get(container.getLivenessProbe())).isEqualTo("management/livez");
              assertThat(get(container.getReadinessProbe())).isEqualTo("management/readyz");
            });
  }

  private static String get(io.fabric8.kubernetes.api.model.Probe probe) {
    HTTPGetAction get = probe.getHttpGet();
    return get.getPort().getStrVal() + get.getPath();
  }

  @Test
  void shouldServeTheDefaultPorts() throws IOException {
    var reference =
        Files.readString(Manifests.ROOT.resolve("docs/settings.md")).replaceAll("\\s+", " ");

    var ingress = port(container(pod("ingress")), "http");
    var console = port(container(pod("console")), "http");

    assertThat(reference)
        .containsPattern("`HTTP_PORT` [^`]*Default: " + ingress + "\\.")
        .containsPattern("`CONSOLE_PORT` [^`]*Default: " + console + "\\.");
  }

  @Test
  void shouldLeaveEnoughTimeForAStop() {
    var pod = pod("ingress");
    var sleep = container(pod).getLifecycle().getPreStop().getExec().getCommand();
    var drain =
        environment(pod)
            .filter(variable -> variable.getName().equals("DRAIN_SECONDS"))
            .mapToInt(variable -> Integer.parseInt(variable.getValue()))
            .sum();

    assertThat(pod.getSpec().getTerminationGracePeriodSeconds())
        .isGreaterThanOrEqualTo(Integer.parseInt(sleep.get(1)) + drain + SECONDS_AFTER_DRAIN);
    assertThat(drain)
        .as("longer than readiness takes to be noticed")
        .isGreaterThan(
            2
                * container(pod).getReadinessProbe().getPeriodSeconds()
                * container(pod).getReadinessProbe().getFailureThreshold());
  }

  @Test
  void shouldReachEveryServiceThatIsNamed() {
    var services = base.all(Service.class);
    for (var service : services) {
      var pod = pod(service.getSpec().getSelector().get("app.kubernetes.io/name"));
      assertThat(pod.getMetadata().getLabels())
          .containsAllEntriesOf(service.getSpec().getSelector());
      service
          .getSpec()
          .getPorts()
          .forEach(
              port ->
                  assertThat(port(container(pod), port.getTargetPort().getStrVal())).isPositive());
    }
    environment(pod("console"))
        .filter(variable -> variable.getName().endsWith("_MANAGEMENT_URL"))
        .map(variable -> URI.create(variable.getValue()))
        .forEach(
            url ->
                assertThat(services)
                    .anyMatch(
                        service ->
                            service.getMetadata().getName().equals(url.getHost())
                                && service.getSpec().getPorts().stream()
                                    .anyMatch(port -> port.getPort() == url.getPort())));
  }

  @Test
  void shouldConfineEveryPod() {
    base.pods()
        .forEach(
            (name, pod) -> {
              var spec = pod.getSpec();
              var container = container(pod);
              assertThat(spec.getEnableServiceLinks()).as("%s: links are settings", name).isFalse();
              assertThat(spec.getAutomountServiceAccountToken()).isFalse();
              assertThat(spec.getSecurityContext().getRunAsNonRoot()).isTrue();
              assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
              assertThat(container.getResources().getLimits()).containsKey("memory");
              assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
            });
  }

  @Test
  void shouldKeepOneOfTwoWhileNodesAreDrained() {
    assertThat(base.all(PodDisruptionBudget.class))
        .allMatch(budget -> budget.getSpec().getMaxUnavailable().getIntVal() == 1)
        .extracting(budget -> budget.getSpec().getSelector().getMatchLabels())
        .containsExactlyInAnyOrderElementsOf(
            ServiceCatalog.names().stream()
                .map(name -> Map.of("app.kubernetes.io/name", name))
                .toList());
  }

  @Test
  void shouldLetNothingInThatIsNotNamed() {
    var policies = base.all(NetworkPolicy.class);

    assertThat(policies.getFirst().getSpec())
        .satisfies(
            everything -> {
              assertThat(everything.getPolicyTypes()).containsExactly("Ingress", "Egress");
              assertThat(everything.getIngress()).isEmpty();
              assertThat(everything.getPodSelector().getMatchLabels())
                  .isEqualTo(Map.of("app.kubernetes.io/part-of", "switchboard"));
            });
    assertThat(base.pods().values())
        .allMatch(
            pod ->
                "switchboard"
                    .equals(pod.getMetadata().getLabels().get("app.kubernetes.io/part-of")));
  }

  @Test
  void shouldLetPrometheusFindTheMetrics() throws IOException {
    var monitor =
        Files.readString(Manifests.FOLDER.resolve("components/monitoring/service-monitor.yaml"));

    assertThat(monitor)
        .contains("{app.kubernetes.io/part-of: switchboard}", "port: management, path: /metrics");
    assertThat(base.all(Service.class))
        .filteredOn(
            service ->
                service.getSpec().getPorts().stream()
                    .anyMatch(port -> port.getName().equals("management")))
        .hasSize(ServiceCatalog.names().size())
        .allMatch(
            service ->
                "switchboard"
                    .equals(service.getMetadata().getLabels().get("app.kubernetes.io/part-of")));
  }

  private PodTemplateSpec pod(@Nullable String service) {
    return Objects.requireNonNull(base.pods().get(service), () -> "no pod of " + service);
  }

  private static Container container(PodTemplateSpec pod) {
    return pod.getSpec().getContainers().getFirst();
  }

  private static Stream<EnvVar> environment(PodTemplateSpec pod) {
    return container(pod).getEnv().stream();
  }

  private static int port(Container container, String name) {
    List<ContainerPort> ports = container.getPorts();
    return ports.stream()
        .filter(port -> port.getName().equals(name))
        .mapToInt(ContainerPort::getContainerPort)
        .sum();
  }
}
