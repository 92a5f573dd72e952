package io.switchboard.console.access;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.HandlerType;
import io.javalin.http.SameSite;
import io.javalin.http.UnauthorizedResponse;
import io.switchboard.console.access.SessionCookies.Session;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Finds out who sent a request and whether the route's role is theirs. Every request that changes
 * something needs the CSRF token of its session.
 */
public final class Authorization {
  /** The cookie with the signed session. */
  public static final String COOKIE = "switchboard_session";

  /** Where the script in a page asks whose session it is; with {@code ?form} before a login. */
  public static final String SESSION_PATH = "/session";

  /** The form field, and the header of htmx requests, with the CSRF token. */
  public static final String CSRF_FIELD = "_csrf";

  private static final String CSRF_HEADER = "X-CSRF-Token";
  private static final String PERSON = "person";
  private static final String SESSION = "session";
  private static final String LIVE = "session is live";
  private static final String TOKEN = "csrf";
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final Users users;
  private final Optional<TrustedProxy> proxy;
  private final SessionCookies cookies;
  private final boolean secureCookies;

  public Authorization(
      Users users, Optional<TrustedProxy> proxy, SessionCookies cookies, boolean secureCookies) {
    this.users = users;
    this.proxy = proxy;
    this.cookies = cookies;
    this.secureCookies = secureCookies;
  }

  /** Who sent this request. */
  public static Person person(Context context) {
    var person = context.<Person>attribute(PERSON);
    return person == null ? new Person("", Set.of(Role.ANYONE)) : person;
  }

  /** The CSRF token for the forms of this request's page. */
  public static String csrfToken(Context context) {
    return Objects.requireNonNullElse(context.attribute(TOKEN), "");
  }

  /** The session of this request; a person who logs in again has another. */
  public static String sessionId(Context context) {
    var session = context.<Session>attribute(SESSION);
    return session == null ? "" : session.id();
  }

  /** Whether the session of a request that goes on has neither expired nor been logged out. */
  public static boolean isLive(Context context) {
    var live = context.<BooleanSupplier>attribute(LIVE);
    return live == null || live.getAsBoolean();
  }

  /** Runs before each handler that a route was found for. */
  public void check(Context context) {
    if (isOpen()) {
      refuseForeignHost(context);
    }
    var session = session(context);
    var person = identify(context, session);
    context.attribute(PERSON, person.orElse(null));
    context.attribute(TOKEN, cookies.csrfToken(session));
    if (!session.name().isEmpty()) {
      context.attribute(LIVE, (BooleanSupplier) () -> cookies.isLive(session));
    }
    var needed =
        context.routeRoles().stream()
            .map(Role.class::cast)
            .filter(role -> role != Role.ANYONE)
            .collect(Collectors.toSet());
    if (!needed.isEmpty()) {
      require(context, person, needed);
    }
    if (context.method() != HandlerType.GET && context.method() != HandlerType.HEAD) {
      checkToken(context, session);
    }
  }

  private boolean isOpen() {
    return users.isEmpty() && proxy.isEmpty();
  }

  /**
   * Without a login only people on this machine are served. A page of another site must not reach
   * the console by a name that it points to this address.
   */
  private static void refuseForeignHost(Context context) {
    var host = Objects.requireNonNullElse(context.host(), "").replaceFirst(":\\d+$", "");
    if (!LOOPBACK.contains(host)) {
      throw new ForbiddenResponse(
          "Open the console as http://127.0.0.1, or set CONSOLE_USERS to serve other addresses.");
    }
  }

  private Session session(Context context) {
    var known = cookies.read(context.cookie(COOKIE));
    if (known.isPresent() && isAutomatic(context)) {
      context.attribute(SESSION, known.get());
      return known.get();
    }
    var session = known.map(cookies::touch).orElseGet(() -> cookies.begin(""));
    if (known.isEmpty() && !mayBegin(context)) {
      context.attribute(SESSION, session);
    } else {
      write(context, session);
    }
    return session;
  }

  /**
   * Whether the answer to a request without a session brings one. A late answer must not replace a
   * login of meanwhile; and with the form of another site a browser sends no cookie, although it
   * may have a login's. But a form needs a session before it is sent; without logins there is none
   * to replace.
   */
  private boolean mayBegin(Context context) {
    return context.path().equals(SESSION_PATH)
        ? isOpen() || proxy.isPresent() || context.queryParam("form") != null
        : context.method() == HandlerType.GET && !isAutomatic(context);
  }

  /**
   * Whether a page has sent this by itself: a refresh, a stream, a question about the session. An
   * open page alone must not keep a session from ending.
   */
  private static boolean isAutomatic(Context context) {
    var accepted = Objects.requireNonNullElse(context.header("Accept"), "");
    return context.method() == HandlerType.GET
        && ("true".equals(context.header("HX-Request"))
            || accepted.startsWith("text/event-stream")
            || context.path().equals(SESSION_PATH));
  }

  /** The cookie also comes with a link of another site. Its forms and frames are sent without. */
  private void write(Context context, Session session) {
    context.attribute(SESSION, session);
    var cookie = new Cookie(COOKIE, cookies.write(session));
    cookie.setPath("/");
    cookie.setHttpOnly(true);
    cookie.setSecure(secureCookies);
    cookie.setSameSite(SameSite.LAX);
    context.cookie(cookie);
  }

  private Optional<Person> identify(Context context, Session session) {
    if (isOpen()) {
      return Optional.of(Person.LOCAL);
    }
    var vouched = proxy.flatMap(it -> it.name(context.ip(), context.header(it.header())));
    if (vouched.isPresent()) {
      var name = vouched.get();
      return users.find(name).or(() -> Optional.of(new Person(name, Set.of(Role.VIEWER))));
    }
    return session.name().isEmpty() ? Optional.empty() : users.find(session.name());
  }

  private static void require(Context context, Optional<Person> person, Set<Role> needed) {
    if (person.isEmpty()) {
      if (context.method() == HandlerType.GET && isPage(context)) {
        var next = URLEncoder.encode(pathWithQuery(context), StandardCharsets.UTF_8);
        context.redirect("/login?next=" + next);
        context.skipRemainingHandlers();
        return;
      }
      throw new UnauthorizedResponse(
          "You are not logged in, or your session has ended. Nothing was done. Log in and try again.");
    }
    if (!needed.stream().allMatch(person.get()::may)) {
      throw new ForbiddenResponse(
          "This needs the role "
              + needed.stream().map(Role::wireName).sorted().collect(Collectors.joining(", "))
              + ".");
    }
  }

  private static boolean isPage(Context context) {
    var accepted = context.header("Accept");
    return accepted != null && accepted.contains("text/html");
  }

  private static String pathWithQuery(Context context) {
    var query = context.queryString();
    return query == null ? context.path() : context.path() + "?" + query;
  }

  private void checkToken(Context context, Session session) {
    var sent = context.header(CSRF_HEADER);
    var token = sent == null ? context.formParam(CSRF_FIELD) : sent;
    if (!cookies.isCsrfToken(session, token)) {
      throw new ForbiddenResponse(
          "The page that sent this is too old or not from this console. Load it again.");
    }
  }

  /** Begins a session of this person; the one before ends, so that its cookie is worth nothing. */
  public void logIn(Context context, Person person) {
    end(context);
    write(context, cookies.begin(person.name()));
  }

  /** Ends the session of this request. */
  public void logOut(Context context) {
    end(context);
    write(context, cookies.begin(""));
  }

  private void end(Context context) {
    var session = context.<Session>attribute(SESSION);
    if (session != null) {
      cookies.revoke(session);
    }
  }
}
