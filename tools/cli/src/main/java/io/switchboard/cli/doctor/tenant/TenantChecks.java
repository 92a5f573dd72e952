package io.switchboard.cli.doctor.tenant;

import io.switchboard.cli.DeploymentOptions;
import io.switchboard.cli.doctor.Check;
import io.switchboard.cli.doctor.deployment.WebhookChecks;
import io.switchboard.cli.doctor.rules.Verdict;
import io.switchboard.cli.doctor.rules.tenant.access.TokenGranted;
import io.switchboard.cxone.settings.CxoneSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The checks 1 to 24 of a tenant. The first six stop the others at the first failure, because these
 * need a token and an address.
 */
public final class TenantChecks implements AutoCloseable {
  private static final String NOT_SET = " is not set";
  private static final List<String> ACCESS_KEY =
      List.of("CXONE_ACCESS_KEY_ID", "CXONE_ACCESS_KEY_SECRET");

  private final DeploymentOptions deployment;
  private final WebhookChecks webhooks;
  private final boolean write;
  private final List<String> missing = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();
  private final @Nullable TenantSession session;

  /**
   * The checks of the deployment's tenant.
   *
   * @param webhooks for check 21, which repeats two of its results
   * @param write whether to write a test number
   */
  public TenantChecks(DeploymentOptions deployment, WebhookChecks webhooks, boolean write) {
    this.deployment = deployment;
    this.webhooks = webhooks;
    this.write = write;
    this.session = settings().map(TenantSession::new).orElse(null);
  }

  private Optional<CxoneSettings> settings() {
    return CxoneSettings.read(
        deployment.environment()::text,
        (name, what, _) -> {
          if (what.contains("is not set")) {
            missing.add(name);
          } else {
            wrong.add(name + " " + what);
          }
        });
  }

  /** The checks in their order. */
  public List<Check> all() {
    var inbound = new InboundChecks(deployment, webhooks).all();
    var checks = new ArrayList<Check>();
    var known = session;
    if (!wrong.isEmpty()) {
      checks.add(
          new Check(
              "0", "settings of the tenant", "", () -> new Verdict.Failed(wrong(), "correct it")));
    } else if (known == null) {
      return List.of(nothingConfigured());
    } else {
      var operation = new OperationChecks(known, deployment);
      checks.addAll(new AccessChecks(known, missing).all());
      checks.addAll(known.hasLists() ? lists(known, operation) : List.of(withoutLists()));
      checks.addAll(inbound);
      checks.add(operation.rate());
      return checks;
    }
    checks.addAll(inbound);
    return checks;
  }

  private List<Check> lists(TenantSession known, OperationChecks operation) {
    var checks = new ArrayList<>(new ListChecks(known, deployment.region(), write).all());
    checks.addAll(operation.all());
    return checks;
  }

  private String wrong() {
    return String.join("; ", wrong);
  }

  /** Nothing at all, or a profile that needs an access key without one. */
  private Check nothingConfigured() {
    var profile = deployment.environment().text("CXONE_PROFILE", "tutorial");
    return profile.equals("tutorial")
        ? new Check(
            "1",
            "a tenant is configured",
            "",
            () -> new Verdict.Skipped("CXONE_BASE_URL" + NOT_SET + ": nothing is pushed"))
        : new Check("4", "a token", "", () -> new TokenGranted(ACCESS_KEY, List.of()).verdict());
  }

  private static Check withoutLists() {
    return new Check(
        "9-20",
        "versions, rights and lists of the tenant",
        "",
        () -> new Verdict.Skipped("this profile has no such calls"));
  }

  @Override
  public void close() {
    if (session != null) {
      session.close();
    }
  }
}
