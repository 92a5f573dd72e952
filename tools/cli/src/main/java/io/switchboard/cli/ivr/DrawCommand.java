package io.switchboard.cli.ivr;

import io.switchboard.cli.CommandFailure;
import io.switchboard.ivr.definition.drawing.MermaidDrawing;
import io.switchboard.ivr.definition.drawing.SvgDrawing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws a menu. */
@Command(
    name = "draw",
    mixinStandardHelpOptions = true,
    description = "Draw a menu: Mermaid on stdout, or an SVG file.",
    footer = {"", "Example:", "  switchboard ivr draw my-menu.yaml --svg my-menu.svg"})
final class DrawCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The menu, or: shipped.")
  private String file = MenuText.SHIPPED;

  @Option(names = "--svg", paramLabel = "OUT", description = "Write an SVG picture to this file.")
  private @Nullable Path svg;

  @Override
  public Integer call() {
    var menu = MenuText.definition(file);
    if (svg == null) {
      spec.commandLine().getOut().print(MermaidDrawing.of(menu));
      spec.commandLine().getOut().flush();
      return 0;
    }
    try {
      Files.writeString(svg, SvgDrawing.of(menu));
      return 0;
    } catch (IOException e) {
      throw CommandFailure.unwritable(svg, e);
    }
  }
}
