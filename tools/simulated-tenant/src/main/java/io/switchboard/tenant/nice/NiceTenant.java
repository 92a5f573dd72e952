package io.switchboard.tenant.nice;

import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.HandlerType;
import io.switchboard.tenant.TenantOptions;
import io.switchboard.tenant.api.IssuedTokens;
import io.switchboard.tenant.fault.ActiveFaults;
import io.switchboard.tenant.http.TenantPipeline;
import io.switchboard.tenant.http.TenantServer;
import io.switchboard.tenant.nice.api.AdminEndpoints;
import io.switchboard.tenant.nice.api.ContactEndpoints;
import io.switchboard.tenant.nice.api.DncGroupEndpoints;
import io.switchboard.tenant.nice.api.InteractionEndpoints;
import io.switchboard.tenant.nice.api.NiceRoutes;
import io.switchboard.tenant.nice.api.NiceRoutes.NiceApi;
import io.switchboard.tenant.nice.issuer.IssuerEndpoints;
import io.switchboard.tenant.nice.issuer.TokenGrants;
import io.switchboard.tenant.nice.state.DncLists;
import io.switchboard.tenant.nice.state.ReportedContacts;
import io.switchboard.tenant.nice.state.Signals;
import io.switchboard.tenant.nice.state.TenantSetup;
import io.switchboard.tenant.traffic.ContactLine;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A tenant in the shape that NICE publishes: an issuer on a port of its own, an API that can move
 * to another port, and what both remember.
 */
public final class NiceTenant implements AutoCloseable {
  private final TenantOptions application;
  private final NiceOptions options;
  private final TenantPipeline pipeline;
  private final ActiveFaults faults;
  private final DncLists dnc = new DncLists();
  private final ReportedContacts contacts = new ReportedContacts();
  private final Signals signals = new Signals();
  private final AtomicReference<TenantSetup> setup;
  private final AtomicReference<@Nullable ApiLocation> current = new AtomicReference<>();
  private final List<Javalin> moved = new CopyOnWriteArrayList<>();
  private final NiceApi api;
  private final ContactLine line;
  private final IssuerEndpoints issuerEndpoints;
  private final TokenGrants grants;
  private @Nullable Javalin issuer;

  /** Prepares it; {@link #start} begins to listen. */
  public NiceTenant(
      TenantOptions application,
      NiceOptions options,
      TenantPipeline pipeline,
      IssuedTokens tokens,
      ActiveFaults faults) {
    this.application = application;
    this.options = options;
    this.pipeline = pipeline;
    this.faults = faults;
    this.setup = new AtomicReference<>(options.setup());
    this.line = new NiceContacts(contacts, faults);
    this.api =
        new NiceApi(
            new AdminEndpoints(setup::get),
            new DncGroupEndpoints(dnc, setup::get, faults),
            new ContactEndpoints(contacts, setup::get, faults),
            new InteractionEndpoints(signals, contacts, faults));
    this.issuerEndpoints = new IssuerEndpoints(this::issuer, this::api, options.tenantId());
    this.grants = new TokenGrants(application, options, this::issuer, tokens, faults);
  }

  /** Adds the API to a server; the first server is where the tenant is until it moves. */
  public void addApi(RoutesConfig routes, ApiLocation location) {
    var checks = new ApiChecks(() -> current.get() == location, setup::get, faults);
    for (var published : NiceRoutes.published()) {
      var endpoint = checks.before(published.endpoint().apply(api));
      routes.addHttpHandler(
          published.method(),
          NiceRoutes.PREFIX + "/{version}" + published.path(),
          context -> pipeline.protectedCall(context, endpoint));
    }
  }

  /** The issuer begins to listen. */
  public void start(ApiLocation location) {
    current.set(location);
    issuer =
        TenantServer.create(config -> addIssuer(config.routes))
            .start(application.host(), options.issuerPort());
  }

  /** CXONE_ISSUER. */
  public URI issuer() {
    return url(Objects.requireNonNull(issuer, "started").port());
  }

  /** Where the API is now, without {@code /inContactAPI}: the value of {@code api_endpoint}. */
  public URI api() {
    return url(Objects.requireNonNull(current.get(), "started").port());
  }

  /** The setup. */
  public TenantSetup setup() {
    return Objects.requireNonNull(setup.get(), "set by the constructor");
  }

  /** Replaces the setup. */
  public void setUp(TenantSetup other) {
    setup.set(other);
  }

  /** The DNC lists. */
  public DncLists dnc() {
    return dnc;
  }

  /** Completed contacts and tags. */
  public ReportedContacts contacts() {
    return contacts;
  }

  /** Signals that scripts received. */
  public Signals signals() {
    return signals;
  }

  /** The contacts of played traffic. */
  public ContactLine line() {
    return line;
  }

  /**
   * Moves the API to another port; the server that had it refuses every token from now on.
   *
   * @param port 0 for a free one
   * @return the new {@code api_endpoint}
   */
  public URI move(int port) {
    var location = new ApiLocation();
    var server =
        TenantServer.create(config -> addApi(config.routes, location))
            .start(application.host(), port);
    location.listens(server.port());
    moved.add(server);
    current.set(location);
    return api();
  }

  /** Deletes lists, contacts, tags and signals. */
  public void forget() {
    dnc.clear();
    contacts.clear();
    signals.clear();
  }

  @Override
  public void close() {
    if (issuer != null) {
      issuer.stop();
    }
    moved.forEach(Javalin::stop);
  }

  private void addIssuer(RoutesConfig routes) {
    routes.get(
        "/.well-known/openid-configuration",
        context -> pipeline.openCall(context, issuerEndpoints::openidConfiguration));
    routes.get(
        "/.well-known/cxone-configuration",
        context -> pipeline.openCall(context, issuerEndpoints::cxoneConfiguration));
    routes.post("/auth/token", context -> pipeline.openCall(context, grants::token));
    routes.post(
        "/authentication/v1/token/access-key",
        context -> pipeline.openCall(context, grants::accessKey));
    for (var method :
        List.of(HandlerType.GET, HandlerType.POST, HandlerType.PUT, HandlerType.DELETE)) {
      routes.addHttpHandler(
          method,
          NiceRoutes.PREFIX + "/*",
          context -> pipeline.openCall(context, issuerEndpoints::wrongHost));
    }
  }

  private URI url(int port) {
    return URI.create("http://" + application.host() + ":" + port);
  }
}
