package io.switchboard.console.whatif;

import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import io.switchboard.console.view.Window;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * What a person has filled in.
 *
 * @param file the name of the uploaded file
 * @param text its content
 * @param last one of {@link Window#CHOICES}
 * @param againstRules whether the rules in force decide again; otherwise the outcome is compared
 *     with what was recorded
 */
public record WhatIfRequest(
    RulesKind kind, String file, String text, String last, boolean againstRules) {
  private static final int MAX_BYTES = 256 << 10;
  private static final int MAX_NAME = 80;

  static WhatIfRequest empty() {
    return new WhatIfRequest(RulesKind.DISPOSITIONS, "", "", "24h", false);
  }

  /**
   * Reads the form.
   *
   * @throws IllegalArgumentException with a message for the page, when the file is not usable text
   */
  static WhatIfRequest of(Context context) {
    var last = Objects.requireNonNullElse(context.formParam("last"), "");
    var upload = context.uploadedFile("file");
    var name = upload == null ? "" : upload.filename();
    return new WhatIfRequest(
        RulesKind.of(Objects.requireNonNullElse(context.formParam("kind"), ""))
            .orElse(RulesKind.DISPOSITIONS),
        name.length() > MAX_NAME ? name.substring(0, MAX_NAME) : name,
        upload == null ? "" : text(upload),
        Window.CHOICES.contains(last) ? last : "24h",
        "rules".equals(context.formParam("against")));
  }

  /** Without the content of the file. */
  WhatIfRequest withoutText() {
    return new WhatIfRequest(kind, file, "", last, againstRules);
  }

  private static String text(UploadedFile upload) {
    if (upload.size() > MAX_BYTES) {
      throw new IllegalArgumentException("The file is larger than 256 KiB.");
    }
    try (var content = upload.content()) {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(content.readAllBytes()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("The file is no text in UTF-8.", e);
    } catch (IOException e) {
      throw new UncheckedIOException("the uploaded file cannot be read", e);
    }
  }

  /** In words, for people. */
  String words() {
    return file + " on the last " + last + (againstRules ? ", against the rules in force" : "");
  }
}
