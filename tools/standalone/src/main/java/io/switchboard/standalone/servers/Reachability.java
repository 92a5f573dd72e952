package io.switchboard.standalone.servers;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a TCP connection to at least one of several addresses can be opened. */
final class Reachability {
  /** In Kafka's format: the listener's name in front is optional. */
  private static final Pattern ADDRESS =
      Pattern.compile("(?:\\w+://)?\\[?(?<host>[^\\[\\]/]+?)]?:(?<port>\\d{1,5})");

  private Reachability() {}

  /**
   * Why none of the addresses accepts a connection; empty when one does. All are tried at the same
   * time.
   *
   * @param addresses host:port each; IPv6 hosts in brackets
   * @param timeout for everything, the resolution of names included
   */
  static Optional<String> problem(Collection<String> addresses, Duration timeout) {
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      threads.invokeAny(
          addresses.stream().map(address -> connecting(address, timeout)).toList(),
          timeout.toMillis(),
          TimeUnit.MILLISECONDS);
      return Optional.empty();
    } catch (ExecutionException e) {
      return Optional.of(problem(e.getCause(), timeout));
    } catch (TimeoutException e) {
      return Optional.of(problem(e, timeout));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a server was asked", e);
    } finally {
      threads.shutdownNow(); // not close: it would wait for the resolution of a name
    }
  }

  private static Callable<Boolean> connecting(String address, Duration timeout) {
    return () -> {
      var resolved = resolved(address);
      try (var socket = new Socket()) {
        socket.connect(resolved, (int) timeout.toMillis());
        return true;
      }
    };
  }

  private static InetSocketAddress resolved(String address) throws IOException {
    var parts = ADDRESS.matcher(address);
    if (!parts.matches()) {
      throw new IOException("an address is host:port, not '" + address + "'");
    }
    var resolved =
        new InetSocketAddress(parts.group("host"), Integer.parseInt(parts.group("port")));
    if (resolved.isUnresolved()) {
      throw new UnknownHostException(parts.group("host"));
    }
    return resolved;
  }

  private static String problem(@Nullable Throwable failure, Duration timeout) {
    return switch (failure) {
      case UnknownHostException _ -> "the host is unknown";
      case SocketTimeoutException _, TimeoutException _ -> noAnswer(timeout);
      case ConnectException _ -> "connection refused";
      case IOException e -> String.valueOf(e.getMessage());
      case null -> "no connection";
      default -> failure.getClass().getSimpleName();
    };
  }

  /** The message for a server that does not answer. */
  static String noAnswer(Duration timeout) {
    return "no answer within %.1f s".formatted(timeout.toMillis() / 1000.0);
  }
}
