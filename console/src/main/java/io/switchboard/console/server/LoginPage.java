package io.switchboard.console.server;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.switchboard.console.access.Authorization;
import io.switchboard.console.access.ClientAddress;
import io.switchboard.console.access.LoginThrottle;
import io.switchboard.console.access.Users;
import io.switchboard.console.view.Views;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /login} and {@code /logout}. */
final class LoginPage {
  private static final Logger LOG = LoggerFactory.getLogger(LoginPage.class);

  private static final String FAILED = "failed";

  private final Users users;
  private final Authorization authorization;
  private final LoginThrottle throttle;
  private final ClientAddress addresses;
  private final Views views;

  LoginPage(
      Users users,
      Authorization authorization,
      LoginThrottle throttle,
      ClientAddress addresses,
      Views views) {
    this.users = users;
    this.authorization = authorization;
    this.throttle = throttle;
    this.addresses = addresses;
    this.views = views;
  }

  void show(Context context) {
    var failed = Objects.requireNonNullElse(context.queryParam(FAILED), "");
    if (failed.matches("\\d{1,4}")) {
      context.status(HttpStatus.TOO_MANY_REQUESTS);
      context.header("Retry-After", failed);
      page(context, "Too many attempts. Try again in " + failed + " s.");
    } else {
      page(context, failed.isEmpty() ? "" : "The name or the password is wrong.");
    }
  }

  void logIn(Context context) {
    var name = Objects.requireNonNullElse(context.formParam("name"), "");
    var password = Objects.requireNonNullElse(context.formParam("password"), "");
    var address = addresses.of(context);
    var wait = throttle.wait(name, address);
    if (!wait.isZero()) {
      failed(context, Long.toString(wait.toSeconds() + 1));
      return;
    }
    var person = users.authenticate(name, password);
    if (person.isEmpty()) {
      throttle.failed(name, address);
      LOG.warn("A login from {} failed", address);
      failed(context, "true");
      return;
    }
    throttle.succeeded(name);
    authorization.logIn(context, person.get());
    context.redirect(next(context), HttpStatus.SEE_OTHER);
  }

  /** By GET: "back" leads to it. */
  private static void failed(Context context, String why) {
    var next = URLEncoder.encode(next(context), StandardCharsets.UTF_8);
    context.redirect("/login?" + FAILED + "=" + why + "&next=" + next, HttpStatus.SEE_OTHER);
  }

  /** Answers with whose session it is and the token for its forms. */
  void session(Context context) {
    context.json(
        Map.of(
            "name", Authorization.person(context).name(),
            "csrf", Authorization.csrfToken(context)));
  }

  void logOut(Context context) {
    authorization.logOut(context);
    context.redirect("/login", HttpStatus.SEE_OTHER);
  }

  private void page(Context context, String problem) {
    views.page(context, "login.jte", "Log in", Map.of("problem", problem, "next", next(context)));
  }

  /** Only a path of this server: a link must not lead a person elsewhere after the login. */
  private static String next(Context context) {
    var form = context.formParam("next");
    var next = form == null ? context.queryParam("next") : form;
    return next != null && next.matches("/[A-Za-z0-9].*|/") && !next.contains("\\") ? next : "/";
  }
}
