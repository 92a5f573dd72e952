package io.switchboard.cli.dnc.evidence;

import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.Console;
import io.switchboard.cli.DeploymentOptions;
import io.switchboard.cli.ZoneOptions;
import io.switchboard.cli.dnc.DncDatabase;
import io.switchboard.cli.dnc.signing.DeploymentKey;
import io.switchboard.cli.dnc.signing.PublicSigner;
import io.switchboard.cli.dnc.signing.SignatureLine;
import io.switchboard.cli.dnc.signing.SignedLines;
import io.switchboard.contract.text.Quantity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dnc evidence}: writes the signed evidence of a number, or verifies a signed file. */
@Command(
    name = "evidence",
    mixinStandardHelpOptions = true,
    description = {
      "Write what was known of a number and when, as one signed HTML page; or verify a signed file.",
      "The page has the whole number, sources with the ids of calls, decisions, CXone's answers, the"
          + " seconds to honour, and the result of the verification.",
      "The key is EVIDENCE_KEY, or evidence.key in the data directory of `up`."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:written and every chain holds; or the file is as it was signed",
      " 1:a chain is broken; or the file was changed, is not signed, or by another key"
    },
    footer = {
      "",
      "Example: write a page, and verify it with the deployment's key or only its public half",
      "  switchboard dnc evidence '(415) 555-0133' --out evidence.html --by jane",
      "  switchboard dnc evidence --verify evidence.html",
      "  openssl pkey -in data/evidence.key -pubout -out evidence.pub",
      "  switchboard dnc evidence --verify evidence.html --key evidence.pub"
    })
public final class EvidenceCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(
      paramLabel = "NUMBER",
      arity = "0..1",
      description = "In any format, or any key of the log.")
  private @Nullable String number;

  @Option(names = "--out", paramLabel = "FILE", description = "The page to write.")
  private @Nullable Path out;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "Who makes it; part of page and signature (default: this machine's user).")
  private String by = System.getProperty("user.name", "unknown");

  @Option(
      names = "--verify",
      paramLabel = "FILE",
      description = "Verify this page, or a file of dnc export --heads.")
  private @Nullable Path verified;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "With --verify: the public key (PEM); default: the deployment's key.")
  private @Nullable Path publicKey;

  @Mixin private ZoneOptions zone = new ZoneOptions();
  @Mixin private DeploymentOptions deployment = new DeploymentOptions();

  @Override
  public Integer call() {
    if (verified != null && number == null) {
      return verify(verified);
    }
    if (number == null || out == null || verified != null) {
      throw new CommandFailure("NUMBER and --out, or --verify alone", 2);
    }
    if (!out.toString().toLowerCase(Locale.ROOT).endsWith(".html")) {
      throw new CommandFailure(
          "--out: the page is HTML, name it FILE.html; a browser prints it or saves it as PDF", 2);
    }
    return write(number, out);
  }

  private int write(String asked, Path file) {
    var region = deployment.region();
    var at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    var histories =
        DncDatabase.with(
            deployment, database -> new EvidenceReader(database, region).histories(asked));
    var key = DeploymentKey.of(deployment);
    var evidence =
        new Evidence(asked, at, zone.zone(), by, key.published().fingerprint(), region, histories);
    var html = new EvidencePage(evidence).html();
    var content = SignedLines.sha256(html.getBytes(StandardCharsets.UTF_8));
    var signature = SignatureLine.sign(key, content, by, at);
    try {
      Files.writeString(file, html + signature.html() + "\n");
    } catch (IOException e) {
      throw CommandFailure.unwritable(file, e);
    }
    var decisions = histories.stream().mapToInt(history -> history.links().size()).sum();
    new Console(spec)
        .print(
            "%s: %s, %s; signed by %s with the key %s"
                .formatted(
                    file,
                    Quantity.of(decisions, "decision"),
                    evidence.isVerified() ? "every chain holds" : "A CHAIN IS BROKEN",
                    by,
                    key.published().fingerprint()));
    return evidence.isVerified() ? 0 : 1;
  }

  private int verify(Path file) {
    var bytes = bytes(file);
    var expected = expected();
    var verification =
        SignatureLine.verify(bytes, expected)
            .orElseThrow(() -> new CommandFailure(file + " has no signature as its last line"));
    var line = verification.line();
    var made =
        "%s, signed by %s at %s with the key %s"
            .formatted(file, line.by(), zone.text(line.at()), line.signer().fingerprint());
    switch (verification.result()) {
      case VALID -> new Console(spec).print("valid: " + made);
      case OTHER_KEY ->
          throw new CommandFailure(
              "not proven: %s, but the expected key is %s".formatted(made, expected.fingerprint()));
      case CHANGED ->
          throw new CommandFailure(
              "CHANGED: " + file + " is not as it was signed; do not trust it");
    }
    return 0;
  }

  private PublicSigner expected() {
    if (publicKey != null) {
      return PublicSigner.read(publicKey);
    }
    return DeploymentKey.existing(deployment)
        .map(DeploymentKey::published)
        .orElseThrow(
            () ->
                new CommandFailure(
                    "no key to verify with: give --key FILE, or a deployment with EVIDENCE_KEY",
                    2));
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException _) {
      throw new CommandFailure("cannot read " + file, 2);
    }
  }
}
