package io.switchboard.contract.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Buffers outlive the virtual threads that use them, and are never used by two at once. */
class JsonBuffersTest {

  @Test
  void shouldHandOnTheBuffersOfAVirtualThread() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.submit(JsonBuffersTest::usedAndGivenBack).get();
      var afterOne = JsonBuffers.SHARED.pooledCount();

      threads.submit(JsonBuffersTest::usedAndGivenBack).get();

      assertThat(afterOne).isPositive();
      assertThat(JsonBuffers.SHARED.pooledCount()).isEqualTo(afterOne);
    }
  }

  /** A crowd that comes at once leaves no more behind than a few need. */
  @Test
  void shouldKeepNoMoreThanABoundedNumber() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var held =
          IntStream.range(0, 500)
              .mapToObj(_ -> threads.submit(JsonBuffers.INSTANCE::acquireAndLinkPooled))
              .toList();
      for (var one : held) {
        one.get().releaseToPool();
      }
    }

    assertThat(JsonBuffers.SHARED.pooledCount()).isEqualTo(JsonBuffers.MAX_SHARED);
  }

  @Test
  void shouldLeaveAPlatformThreadItsOwn() {
    assertThat(usedAndGivenBack())
        .isSameAs(JsonRecyclerPools.threadLocalPool().acquireAndLinkPooled());
  }

  @Test
  void shouldKeepTextsApartThatAreReadAndWrittenAtTheSameTime() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers =
          IntStream.range(0, 2_000)
              .mapToObj(number -> threads.submit(() -> readAndWritten("text " + number)))
              .toList();

      for (var number = 0; number < answers.size(); number++) {
        assertThat(answers.get(number).get()).isEqualTo("text " + number);
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  /** What waits in between comes back on another carrier. */
  private static String readAndWritten(String text) throws Exception {
    var json = Json.mapper().writeValueAsString(Map.of("a", List.of(text)));
    try (var parser = Json.mapper().createParser(json)) {
      parser.nextToken();
      Thread.yield();
      JsonNode read = Json.mapper().readTree(parser);
      return read.at("/a/0").asText();
    }
  }

  private static BufferRecycler usedAndGivenBack() {
    var buffers = JsonBuffers.INSTANCE.acquireAndLinkPooled();
    buffers.releaseToPool();
    return buffers;
  }
}
