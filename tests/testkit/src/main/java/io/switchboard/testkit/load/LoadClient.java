package io.switchboard.testkit.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;

/**
 * A client in a separate process, so that the JIT compiler and collector of a server do not stop
 * it. The process that starts {@link #main} communicates by its standard streams.
 */
public final class LoadClient {
  private final PrintWriter orders;
  private final BufferedReader results;

  /**
   * Talks to a client that was started.
   *
   * @param orders its standard input
   * @param results its standard output
   */
  public LoadClient(OutputStream orders, InputStream results) {
    this.orders = new PrintWriter(orders, true, StandardCharsets.UTF_8);
    this.results = new BufferedReader(new InputStreamReader(results, StandardCharsets.UTF_8));
  }

  /** Runs a load in the client process and waits for the result. */
  public LoadResult run(Load load) throws IOException {
    orders.println(written(load));
    var line = results.readLine();
    if (line == null) {
      throw new IOException("the client is gone");
    }
    return LoadResult.read(line);
  }

  /** One load a line of standard input. */
  static void main() throws IOException {
    var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (var order = orders.readLine(); order != null; order = orders.readLine()) {
      System.out.println(read(order).run().written());
    }
  }

  private static String written(Load load) {
    var encoder = Base64.getEncoder();
    return load.port()
        + " "
        + load.connections()
        + " "
        + load.time().toMillis()
        + " "
        + load.perSecond()
        + " "
        + load.requests().stream().map(encoder::encodeToString).collect(Collectors.joining(","));
  }

  private static Load read(String order) {
    var parts = order.split(" ", -1);
    return new Load(
        Integer.parseInt(parts[0]),
        Integer.parseInt(parts[1]),
        Duration.ofMillis(Long.parseLong(parts[2])),
        Integer.parseInt(parts[3]),
        Arrays.stream(parts[4].split(",", -1)).map(Base64.getDecoder()::decode).toList());
  }
}
