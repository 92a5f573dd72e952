package io.switchboard.e2e.kubernetes;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Manifests as objects of Kubernetes' typed model; a field that the model does not know fails. */
final class Manifests {
  static final Path ROOT = Path.of("..", "..");
  static final Path FOLDER = ROOT.resolve("deploy/kubernetes");

  private static final Map<String, Class<? extends HasMetadata>> KINDS =
      Map.of(
          "v1/ConfigMap", ConfigMap.class,
          "v1/Service", Service.class,
          "apps/v1/Deployment", Deployment.class,
          "apps/v1/StatefulSet", StatefulSet.class,
          "batch/v1/Job", Job.class,
          "policy/v1/PodDisruptionBudget", PodDisruptionBudget.class,
          "networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class);

  /** The model keeps unknown fields in a map; without that map they are errors. */
  private static final ObjectMapper STRICT =
      new ObjectMapper(new YAMLFactory())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .setAnnotationIntrospector(
              new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1;

                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                  return false;
                }
              });

  private final List<HasMetadata> objects;

  private Manifests(List<HasMetadata> objects) {
    this.objects = objects;
  }

  /** The files that a kustomization lists as its resources. */
  static Manifests listedIn(Path folder) throws IOException {
    var kustomization = STRICT.readTree(folder.resolve("kustomization.yaml").toFile());
    var objects = new ArrayList<HasMetadata>();
    for (var file : kustomization.path("resources")) {
      objects.addAll(parsed(Files.readString(folder.resolve(file.asText()))).objects);
    }
    return new Manifests(objects);
  }

  /** Objects of custom resources are left out. */
  static Manifests parsed(String yaml) throws IOException {
    var objects = new ArrayList<HasMetadata>();
    try (var documents = STRICT.readerFor(JsonNode.class).<JsonNode>readValues(resolved(yaml))) {
      while (documents.hasNext()) {
        var document = documents.next();
        var kind = document.path("apiVersion").asText() + "/" + document.path("kind").asText();
        if (KINDS.containsKey(kind)) {
          objects.add(STRICT.treeToValue(document, KINDS.get(kind)));
        } else if (!kind.startsWith("monitoring.coreos.com/")) {
          throw new IllegalArgumentException("no type for " + kind);
        }
      }
    }
    return new Manifests(objects);
  }

  /** Jackson does not follow YAML's anchors in trees; none of them may hide a field. */
  private static String resolved(String yaml) {
    if (yaml.matches("(?s).*[:\\[] *[&*][a-z]+\\b.*")) {
      throw new IllegalArgumentException("write anchors out");
    }
    return yaml;
  }

  <T extends HasMetadata> List<T> all(Class<T> type) {
    return objects.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Pods of services, by the name of what makes them. */
  Map<String, PodTemplateSpec> pods() {
    var pods = new TreeMap<String, PodTemplateSpec>();
    all(Deployment.class)
        .forEach(made -> pods.put(made.getMetadata().getName(), made.getSpec().getTemplate()));
    all(StatefulSet.class)
        .forEach(made -> pods.put(made.getMetadata().getName(), made.getSpec().getTemplate()));
    return pods;
  }

  /** The settings that all services share. */
  Map<String, String> settings() {
    return all(ConfigMap.class).getFirst().getData();
  }
}
