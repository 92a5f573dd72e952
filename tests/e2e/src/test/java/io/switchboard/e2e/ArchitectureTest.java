package io.switchboard.e2e;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.switchboard.service.task.ScheduledTask;
import java.util.Timer;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;

/** The allowed dependencies between modules, as tests. */
@AnalyzeClasses(
    packages = "io.switchboard",
    importOptions = {DoNotIncludeTests.class, ArchitectureTest.WithoutTestJars.class})
final class ArchitectureTest {
  /** The scripts of calls come as a jar of test classes. */
  static final class WithoutTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  private static final String ALL = "io.switchboard..";
  private static final String CONTRACT = "io.switchboard.contract..";
  private static final String SERVICE_RUNTIME = "io.switchboard.service..";
  private static final String STREAMS_RUNTIME = "io.switchboard.streams..";
  private static final String CXONE = "io.switchboard.cxone..";
  private static final String PUSHES = "io.switchboard.pushes..";

  private static final String[] IVR_SESSION = {
    "io.switchboard.ivr.menu..",
    "io.switchboard.ivr.session..",
    "io.switchboard.ivr.definition..",
    "io.switchboard.ivr.simulation..",
    "io.switchboard.ivr.snapshot.."
  };

  private static final String[] PURE = {
    "io.switchboard.ivr.menu..",
    "io.switchboard.ivr.session..",
    "io.switchboard.disposition.severity..",
    "io.switchboard.dnc.registry..",
    "io.switchboard.cli.doctor.rules..",
    "io.switchboard.cli.dnc.reconcile.comparison.."
  };

  @ArchTest static final ArchRule contractKnowsNoOtherModule = knows(CONTRACT);

  @ArchTest static final ArchRule serviceRuntimeKnowsTheContract = knows(SERVICE_RUNTIME, CONTRACT);

  @ArchTest
  static final ArchRule streamsRuntimeKnowsContractAndServiceRuntime =
      knows(STREAMS_RUNTIME, CONTRACT, SERVICE_RUNTIME);

  @ArchTest static final ArchRule cxoneKnowsNoOtherModule = knows(CXONE);

  @ArchTest
  static final ArchRule cxoneKnowsNoKafka =
      noClasses()
          .that()
          .resideInAPackage(CXONE)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..");

  @ArchTest
  static final ArchRule contractKnowsNoKafkaStreams =
      noClasses()
          .that()
          .resideInAPackage(CONTRACT)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka.streams..");

  @ArchTest
  static final ArchRule ingressKnowsCxoneAndTheRulesOfCalls =
      knows(
          "io.switchboard.ingress..",
          Stream.concat(Stream.of(CONTRACT, SERVICE_RUNTIME, CXONE), Stream.of(IVR_SESSION))
              .toArray(String[]::new));

  @ArchTest static final ArchRule pushesKnowCxone = knows(PUSHES, CONTRACT, SERVICE_RUNTIME, CXONE);

  @ArchTest
  static final ArchRule sinkKnowsThePushes =
      knows("io.switchboard.sink..", CONTRACT, SERVICE_RUNTIME, PUSHES);

  /** Records come as Kafka returns them; the database and the JSON library are elsewhere. */
  @ArchTest
  static final ArchRule encodedRowsKnowNeitherDatabaseNorJsonLibrary =
      noClasses()
          .that()
          .resideInAPackage("io.switchboard.sink.mapping.encoded")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.sql..",
              "org.postgresql..",
              "com.fasterxml.jackson..",
              "io.switchboard.sink.postgres..");

  @ArchTest
  static final ArchRule onlyTheSinkComposesThePushes =
      noClasses()
          .that()
          .resideInAPackage(ALL)
          .and(not(resideInAnyPackage(PUSHES, "io.switchboard.sink..")))
          .should()
          .dependOnClassesThat()
          .resideInAPackage(PUSHES);

  @ArchTest
  static final ArchRule pushesAreLayered =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage(PUSHES)
          .layer("composition")
          .definedBy("io.switchboard.pushes")
          .layer("consumer")
          .definedBy("io.switchboard.pushes.consumer")
          .layer("delivery")
          .definedBy("io.switchboard.pushes.delivery")
          .layer("records")
          .definedBy("io.switchboard.pushes.records")
          .layer("state")
          .definedBy("io.switchboard.pushes.state")
          .whereLayer("consumer")
          .mayOnlyBeAccessedByLayers("composition")
          .whereLayer("delivery")
          .mayOnlyBeAccessedByLayers("composition", "consumer")
          .whereLayer("records")
          .mayOnlyBeAccessedByLayers("composition", "consumer", "delivery")
          .whereLayer("state")
          .mayOnlyBeAccessedByLayers("composition", "consumer", "delivery", "records");

  @ArchTest
  static final ArchRule ivrSessionKnowsTheContract =
      noClasses()
          .that()
          .resideInAnyPackage(IVR_SESSION)
          .should()
          .dependOnClassesThat(
              resideInAPackage(ALL)
                  .and(not(resideInAPackage(CONTRACT).or(resideInAnyPackage(IVR_SESSION)))));

  @ArchTest
  static final ArchRule ivrStreamsStandsOnTheRuntimes =
      knows("io.switchboard.ivr..", CONTRACT, SERVICE_RUNTIME, STREAMS_RUNTIME);

  @ArchTest
  static final ArchRule dispositionStreamsStandsOnTheRuntimes =
      knows("io.switchboard.disposition..", CONTRACT, SERVICE_RUNTIME, STREAMS_RUNTIME);

  @ArchTest
  static final ArchRule dncStreamsStandsOnTheRuntimes =
      knows("io.switchboard.dnc..", CONTRACT, SERVICE_RUNTIME, STREAMS_RUNTIME);

  /** What-if runs the topologies of the stream services; an operator's entry has their rules. */
  @ArchTest
  static final ArchRule replayKnowsTheStreamServices =
      knows(
          "io.switchboard.replay..",
          CONTRACT,
          STREAMS_RUNTIME,
          "io.switchboard.ivr..",
          "io.switchboard.disposition..",
          "io.switchboard.dnc..");

  @ArchTest
  static final ArchRule theConsoleStandsOnReplay =
      knows(
          "io.switchboard.console..",
          CONTRACT,
          SERVICE_RUNTIME,
          "io.switchboard.replay..",
          "io.switchboard.ivr..",
          "io.switchboard.disposition..",
          "io.switchboard.dnc..");

  @ArchTest
  static final ArchRule testkitKnowsContractAndEmbeddedServers =
      knows("io.switchboard.testkit..", CONTRACT, "io.switchboard.embedded..");

  /** The bench is a program of its own that runs the services; nothing depends on it. */
  @ArchTest
  static final ArchRule nothingDependsOnTheBench =
      noClasses()
          .that()
          .resideInAPackage(ALL)
          .and(not(resideInAPackage("io.switchboard.bench..")))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.switchboard.bench..");

  /** It starts the command line with the launcher, as people do. */
  @ArchTest
  static final ArchRule theBenchKnowsNeitherStandaloneNorTheCommandLine =
      noClasses()
          .that()
          .resideInAPackage("io.switchboard.bench..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.switchboard.standalone..", "io.switchboard.cli..");

  @ArchTest
  static final ArchRule theSimulatedTenantKnowsNoOtherModule = knows("io.switchboard.tenant..");

  /** Pure rules see neither JSON nor Kafka; what they need of an event is a record of contract. */
  @ArchTest
  static final ArchRule rulesArePure =
      classes()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .onlyDependOnClassesThat(
              // names in certificates are values of the JDK as well
              resideInAnyPackage("java..", "javax.security.auth.x500..", "org.jspecify..", CONTRACT)
                  .or(resideInAnyPackage(PURE)));

  @ArchTest
  static final ArchRule rulesHaveNoClockAndNoRandom =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .or()
          .resideInAPackage("io.switchboard.ivr.definition..")
          .should()
          .callMethodWhere(readsTheTime())
          .orShould()
          .dependOnClassesThat(
              assignableTo(java.time.InstantSource.class)
                  .or(assignableTo(java.util.random.RandomGenerator.class)))
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .callMethod(java.util.UUID.class, "randomUUID");

  /** {@code now()} of any class of java.time, {@code currentTimeMillis} and {@code nanoTime}. */
  private static DescribedPredicate<JavaMethodCall> readsTheTime() {
    return DescribedPredicate.describe(
        "reads the time",
        call -> {
          var method = call.getTarget().getName();
          return switch (call.getTargetOwner().getPackageName()) {
            case "java.time" -> method.equals("now");
            case "java.lang" -> method.equals("currentTimeMillis") || method.equals("nanoTime");
            default -> false;
          };
        });
  }

  @ArchTest
  static final ArchRule noCyclesBetweenModules =
      slices().matching("io.switchboard.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule noTypeIsAHelper =
      noClasses()
          .that()
          .resideInAPackage(ALL)
          .should()
          .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Common|Impl)$");

  /** A schedule ends silently at the first exception or error; {@link ScheduledTask} reports it. */
  @ArchTest
  static final ArchRule servicesScheduleTasksThatAreMonitored =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.switchboard.ingress..",
              "io.switchboard.ivr..",
              "io.switchboard.disposition..",
              "io.switchboard.dnc..",
              "io.switchboard.sink..",
              "io.switchboard.console..",
              CONTRACT,
              SERVICE_RUNTIME,
              STREAMS_RUNTIME,
              CXONE,
              PUSHES)
          .and(not(assignableTo(ScheduledTask.class)))
          .should()
          .dependOnClassesThat(
              assignableTo(ScheduledExecutorService.class).or(assignableTo(Timer.class)));

  @ArchTest
  static final ArchRule settingsComeFromTheEnvironmentOnly =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.switchboard.ingress..",
              "io.switchboard.ivr..",
              "io.switchboard.disposition..",
              "io.switchboard.dnc..",
              PUSHES,
              "io.switchboard.sink..")
          .should()
          .callMethod(System.class, "getenv", String.class)
          .orShould()
          .callMethod(System.class, "getenv");

  @ArchTest
  static void aRuleThatMatchesNothingFails(JavaClasses classes) {
    var rule = knows("io.switchboard.nowhere..");

    assertThatThrownBy(() -> rule.check(classes))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("failed to check any classes");
  }

  private static ArchRule knows(String room, String... others) {
    var allowed = new String[others.length + 1];
    allowed[0] = room;
    System.arraycopy(others, 0, allowed, 1, others.length);
    return noClasses()
        .that()
        .resideInAPackage(room)
        .should()
        .dependOnClassesThat(resideInAPackage(ALL).and(not(resideInAnyPackage(allowed))));
  }
}
