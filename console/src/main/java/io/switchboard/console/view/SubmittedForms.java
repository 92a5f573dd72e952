package io.switchboard.console.view;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.switchboard.console.access.Authorization;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What people have filled in, so that the page about it is loaded by GET: "back" and "reload" in
 * the browser lead to it, and no address holds a number.
 *
 * @param <F> a form
 */
public final class SubmittedForms<F> {
  /** The query parameter that names a form. */
  public static final String PARAMETER = "form";

  private static final int MAX_FORMS = 200;
  private static final int ID_BYTES = 8;
  private static final Duration KEPT = Duration.ofHours(1);

  private final SecureRandom random = new SecureRandom();
  private final Cache<String, Submitted<F>> forms =
      Caffeine.newBuilder().maximumSize(MAX_FORMS).expireAfterWrite(KEPT).build();

  /**
   * A form that was sent.
   *
   * @param by whose it is; others do not see it
   * @param result the address of what came of it; empty until it was carried out
   */
  public record Submitted<F>(String id, String by, F form, String result) {}

  /** Keeps a form and leads to this address, which shows it; it may have a query. */
  public void show(Context context, String address, F form) {
    var bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    var id = HexFormat.of().formatHex(bytes);
    forms.put(id, new Submitted<>(id, Authorization.person(context).name(), form, ""));
    var separator = address.contains("?") ? "&" : "?";
    context.redirect(address + separator + PARAMETER + "=" + id, HttpStatus.SEE_OTHER);
  }

  /** The form that the address names. */
  public Optional<Submitted<F>> find(Context context) {
    return find(context, context.queryParam(PARAMETER));
  }

  /** The form that a further form names. */
  public Optional<Submitted<F>> confirmed(Context context) {
    return find(context, context.formParam(PARAMETER));
  }

  private Optional<Submitted<F>> find(Context context, @Nullable String id) {
    return Optional.ofNullable(id == null ? null : forms.getIfPresent(id))
        .filter(it -> it.by().equals(Authorization.person(context).name()));
  }

  /** Remembers what came of a form: it is not carried out twice. */
  public void carriedOut(Submitted<F> submitted, String result) {
    forms.put(
        submitted.id(), new Submitted<>(submitted.id(), submitted.by(), submitted.form(), result));
  }
}
