package io.switchboard.bench.machine;

import io.switchboard.load.Figures;
import io.switchboard.load.Load;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The client in a process of its own, so that no server's compiler or collector stops it. */
public final class LoadProcess {
  private final PrintWriter orders;
  private final BufferedReader results;

  private LoadProcess(Process process) {
    orders = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
    results =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts it; ends with the scope. */
  public static LoadProcess start(Scope scope, Workbench workbench) {
    return new LoadProcess(
        workbench.startPiped(scope, "client", LoadProcess.class, Map.of()).process());
  }

  /**
   * Connections that ask one after the other for so long; waits for what it came to.
   *
   * @param requests sent by turns
   */
  public Figures run(int port, int connections, Duration time, List<byte[]> requests)
      throws IOException {
    var encoder = Base64.getEncoder();
    orders.println(
        port
            + " "
            + connections
            + " "
            + time.toMillis()
            + " "
            + requests.stream().map(encoder::encodeToString).collect(Collectors.joining(",")));
    var line = results.readLine();
    if (line == null) {
      throw new IOException("the client is gone");
    }
    return figures(line);
  }

  /** One load a line of standard input. */
  static void main() throws IOException {
    var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (var order = orders.readLine(); order != null; order = orders.readLine()) {
      System.out.println(written(load(order).run()));
    }
  }

  private static Load load(String order) {
    var parts = List.of(order.split(" ", -1));
    var decoder = Base64.getDecoder();
    return new Load(
        Integer.parseInt(parts.get(0)),
        Integer.parseInt(parts.get(1)),
        Duration.ofMillis(Long.parseLong(parts.get(2))),
        Arrays.stream(parts.get(3).split(",", -1)).map(decoder::decode).toList());
  }

  private static String written(Figures figures) {
    return figures.perSecond()
        + " "
        + figures.median()
        + " "
        + figures.p99()
        + " "
        + figures.others();
  }

  private static Figures figures(String line) {
    var parts = List.of(line.split(" ", -1));
    return new Figures(
        Double.parseDouble(parts.get(0)),
        Double.parseDouble(parts.get(1)),
        Double.parseDouble(parts.get(2)),
        Long.parseLong(parts.get(3)));
  }
}
