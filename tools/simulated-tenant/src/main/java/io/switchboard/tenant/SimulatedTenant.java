package io.switchboard.tenant;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.switchboard.tenant.api.CxoneEndpoints;
import io.switchboard.tenant.api.IssuedTokens;
import io.switchboard.tenant.api.OutboundContacts;
import io.switchboard.tenant.api.TenantMemory;
import io.switchboard.tenant.api.TokenEndpoint;
import io.switchboard.tenant.fault.ActiveFaults;
import io.switchboard.tenant.fault.FaultPlan;
import io.switchboard.tenant.http.ErrorFormat;
import io.switchboard.tenant.http.TenantPipeline;
import io.switchboard.tenant.http.TenantServer;
import io.switchboard.tenant.journal.RequestJournal;
import io.switchboard.tenant.journal.RequestRate;
import io.switchboard.tenant.nice.ApiLocation;
import io.switchboard.tenant.nice.NiceControl;
import io.switchboard.tenant.nice.NiceTenant;
import io.switchboard.tenant.nice.api.NiceErrors;
import io.switchboard.tenant.traffic.TrafficCounters;
import io.switchboard.tenant.traffic.TrafficOptions;
import io.switchboard.tenant.traffic.TrafficPlayer;
import io.switchboard.tenant.traffic.VoiceLine;
import io.switchboard.tenant.voice.VoiceSockets;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A CXone tenant with memory and configurable faults: in the shape of the tutorials on one port
 * (token, contacts, interactions, outbound contacts, data actions and the voice socket), or in the
 * shape that NICE publishes.
 */
public final class SimulatedTenant implements AutoCloseable {
  /** The path of the voice socket. */
  public static final String VOICE_PATH = "/api/v2/voice/websocket";

  private final RequestJournal journal;
  private final RequestRate rate = new RequestRate();
  private final TenantMemory memory;
  private final OutboundContacts outbound = new OutboundContacts();
  private final IssuedTokens tokens = new IssuedTokens();
  private final VoiceSockets sockets = new VoiceSockets();
  private final ActiveFaults faults;
  private final TenantOptions options;
  private final ApiLocation location = new ApiLocation();
  private final @Nullable NiceTenant nice;
  private final Javalin server;
  private @Nullable TrafficPlayer traffic;

  private SimulatedTenant(TenantOptions options) {
    this.options = options;
    this.journal = new RequestJournal(options.capacity());
    this.memory = new TenantMemory(options.capacity());
    this.faults = new ActiveFaults(options.seed(), options.tokenLife());
    this.nice =
        options.nice() == null
            ? null
            : new NiceTenant(
                options,
                options.nice(),
                new TenantPipeline(journal, rate, tokens, faults, new NiceErrors(faults)),
                tokens,
                faults);
    this.server = TenantServer.create(this::configure).start(options.host(), options.port());
    if (nice != null) {
      location.listens(server.port());
      nice.start(location);
    }
    if (options.traffic() != null) {
      play(options.traffic());
    }
  }

  /** Listens, and plays calls if configured; throws when the port is in use. */
  public static SimulatedTenant start(TenantOptions options) {
    return new SimulatedTenant(options);
  }

  /** The port. */
  public int port() {
    return server.port();
  }

  /** The value of CXONE_BASE_URL. */
  public URI baseUrl() {
    return URI.create("http://" + options.host() + ":" + port());
  }

  /** The value of CXONE_VOICE_URL. */
  public URI voiceUrl() {
    return URI.create("ws://" + options.host() + ":" + port() + VOICE_PATH);
  }

  /** The received requests. */
  public RequestJournal journal() {
    return journal;
  }

  /** Requests per sliding second, including token requests and upgrades. */
  public RequestRate rate() {
    return rate;
  }

  /** Contacts, interactions and data actions. */
  public TenantMemory memory() {
    return memory;
  }

  /** Outbound contacts. */
  public OutboundContacts outbound() {
    return outbound;
  }

  /** The part in the shape that NICE publishes; throws for a tenant in that of the tutorials. */
  public NiceTenant nice() {
    if (nice == null) {
      throw new IllegalStateException("the tenant was started in the shape of the tutorials");
    }
    return nice;
  }

  /** Replaces the fault plan; its one-time effects happen now. */
  public void setFaults(FaultPlan plan) {
    faults.replace(plan);
    if (plan.revokeTokens()) {
      tokens.revokeAll();
    }
    if (plan.closeSockets() != null) {
      sockets.closeAll(plan.closeSockets());
    }
  }

  /** Sends a caller's key to the voice socket; returns the number of bridges. */
  public int digit(String callId, String digit, Instant at) {
    var frame = new LinkedHashMap<String, Object>();
    frame.put("type", "dtmf");
    frame.put("digit", digit);
    frame.put("callId", callId);
    frame.put("timestamp", at.toEpochMilli());
    return sockets.send(frame);
  }

  /** Sends the end of a call to the voice socket; returns the number of bridges. */
  public int callEnd(String callId, Instant at) {
    var frame = new LinkedHashMap<String, Object>();
    frame.put("type", "call_end");
    frame.put("callId", callId);
    frame.put("timestamp", at.toEpochMilli());
    return sockets.send(frame);
  }

  /** Sends any text as a frame to the voice socket; returns the number of bridges. */
  public int sendFrame(String text) {
    return sockets.sendText(text);
  }

  /** The number of connected bridges. */
  public int connectedBridges() {
    return sockets.connectedNow();
  }

  /** The number of bridges that connected since the start. */
  public long connectedBridgesEver() {
    return sockets.connectedEver();
  }

  /** Starts to play calls, instead of those played before. */
  public final synchronized void play(TrafficOptions calls) {
    stopPlaying();
    traffic =
        nice == null
            ? TrafficPlayer.start(calls, new Line())
            : TrafficPlayer.startNice(calls, nice.line());
  }

  /** Starts no more calls; the counters stay. */
  public synchronized void stopPlaying() {
    if (traffic != null) {
      traffic.close();
    }
  }

  /** The results of the played calls; empty when none were played. */
  public Map<String, TrafficCounters.TrafficCount> trafficCounts() {
    return played().map(player -> player.counters().counts()).orElse(Map.of());
  }

  /** Ids of one kind that the pipeline accepted. */
  public List<String> acceptedIds(String kind) {
    return played().map(player -> player.counters().acceptedIds(kind)).orElse(List.of());
  }

  /** Whether all calls asked for have been played to their end. */
  public boolean trafficDone() {
    return played().map(TrafficPlayer::done).orElse(true);
  }

  private synchronized Optional<TrafficPlayer> played() {
    return Optional.ofNullable(traffic);
  }

  /** Deletes contacts, interactions, outbound contacts and data actions. */
  void forget() {
    memory.clear();
    outbound.clear();
    if (nice != null) {
      nice.forget();
    }
  }

  /** Stops the traffic, closes the sockets, stops listening. */
  @Override
  public void close() {
    stopPlaying();
    sockets.close();
    if (nice != null) {
      nice.close();
    }
    server.stop();
  }

  private void configure(JavalinConfig config) {
    if (nice == null) {
      addTutorial(config.routes);
    } else {
      nice.addApi(config.routes, location);
      new NiceControl(nice).addTo(config.routes);
    }
    new ControlEndpoints(this, faults, tokens).addTo(config.routes);
  }

  /** The endpoints of the tutorials, and the voice socket. */
  private void addTutorial(RoutesConfig routes) {
    var exchange = new TenantPipeline(journal, rate, tokens, faults, ErrorFormat.CODE);
    var token = new TokenEndpoint(options, tokens, faults);
    var cxone = new CxoneEndpoints(memory, outbound);
    routes.post(
        "/oauth/token",
        context ->
            exchange.openCall(
                context, request -> token.answer(request, context.header("Authorization"))));
    routes.patch(
        "/api/v2/contacts/{id}", context -> exchange.protectedCall(context, cxone::patchContact));
    routes.post(
        "/api/v2/interactions/{id}/variables",
        context -> exchange.protectedCall(context, cxone::setVariables));
    routes.post(
        "/api/v2/outbound/contacts",
        context -> exchange.protectedCall(context, cxone::postOutbound));
    routes.post(
        "/api/v2/dataactions",
        context -> exchange.protectedCall(context, cxone::registerDataAction));
    routes.wsBeforeUpgrade(VOICE_PATH, exchange::upgrade);
    routes.ws(VOICE_PATH, sockets::configure);
  }

  private final class Line implements VoiceLine {
    @Override
    public int press(String callId, String digit) {
      return digit(callId, digit, Instant.now());
    }

    @Override
    public int hangUp(String callId) {
      return callEnd(callId, Instant.now());
    }
  }
}
