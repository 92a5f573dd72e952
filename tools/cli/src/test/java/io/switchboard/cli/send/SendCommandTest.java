package io.switchboard.cli.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.switchboard.cli.SwitchboardCommand;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SendCommandTest {
  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

  @TempDir private Path directory;
  private HttpServer ingress;

  @BeforeEach
  void open() throws IOException {
    ingress = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ingress.createContext(
        "/",
        request -> {
          received.add(new String(request.getRequestBody().readAllBytes(), UTF_8));
          request.sendResponseHeaders(200, -1);
          request.close();
        });
    ingress.start();
  }

  @AfterEach
  void close() {
    ingress.stop(0);
  }

  @Test
  void shouldSendTheBytesOfAFile() throws IOException {
    var body = "{ \"callId\": \"c1\",\n  \"digit\": \"2\" } # kept";
    var file = Files.writeString(directory.resolve("body.json"), body);

    var exitCode = send("digit", "@" + file);

    assertThat(exitCode).isZero();
    assertThat(received).contains(body); // behind the empty request that looks for the server
  }

  private int send(String... arguments) {
    var all = new String[arguments.length + 3];
    all[0] = "send";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[all.length - 2] = "--url";
    all[all.length - 1] = "http://127.0.0.1:" + ingress.getAddress().getPort();
    return SwitchboardCommand.commandLineFor(all).execute(all);
  }
}
