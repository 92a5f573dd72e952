package io.switchboard.ingress.proofs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** The client in a process of its own, so that no server's compiler or collector stops it. */
final class LoadProcess implements AutoCloseable {
  private final JvmProcess process;
  private final PrintWriter orders;
  private final BufferedReader results;

  private LoadProcess(JvmProcess process) {
    this.process = process;
    orders = new PrintWriter(process.input(), true, StandardCharsets.UTF_8);
    results = new BufferedReader(new InputStreamReader(process.output(), StandardCharsets.UTF_8));
  }

  static LoadProcess start() {
    return new LoadProcess(JvmProcess.startPiped(LoadProcess.class));
  }

  /** Runs a load and waits for what it came to. */
  Figures run(Load load) throws IOException {
    orders.println(
        load.port()
            + " "
            + load.connections()
            + " "
            + load.time().toMillis()
            + " "
            + load.perSecond()
            + " "
            + Base64.getEncoder().encodeToString(load.request()));
    var line = results.readLine();
    if (line == null) {
      throw new IOException("the client is gone");
    }
    return Figures.read(line);
  }

  /** One load a line of standard input. */
  static void main() throws IOException {
    var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (var order = orders.readLine(); order != null; order = orders.readLine()) {
      var parts = order.split(" ", -1);
      var latencies =
          new Load(
                  Integer.parseInt(parts[0]),
                  Integer.parseInt(parts[1]),
                  Duration.ofMillis(Long.parseLong(parts[2])),
                  Integer.parseInt(parts[3]),
                  Base64.getDecoder().decode(parts[4]))
              .run();
      System.out.println(Figures.of(latencies).written());
    }
  }

  @Override
  public void close() {
    process.close();
  }

  /**
   * A load's figures.
   *
   * @param perSecond answers of 200 a second
   * @param median milliseconds
   * @param p99 milliseconds
   * @param others answers that were not 200, and broken connections
   */
  record Figures(double perSecond, double median, double p99, long others) {
    static Figures of(Latencies latencies) {
      return new Figures(
          latencies.perSecond(),
          latencies.percentile(50),
          latencies.percentile(99),
          latencies.others());
    }

    private String written() {
      return perSecond + " " + median + " " + p99 + " " + others;
    }

    private static Figures read(String line) {
      var parts = line.split(" ", -1);
      return new Figures(
          Double.parseDouble(parts[0]),
          Double.parseDouble(parts[1]),
          Double.parseDouble(parts[2]),
          Long.parseLong(parts[3]));
    }

    @Override
    public String toString() {
      return "%.0f/s, p50 %.2f ms, p99 %.2f ms, %d others"
          .formatted(perSecond, median, p99, others);
    }
  }
}
