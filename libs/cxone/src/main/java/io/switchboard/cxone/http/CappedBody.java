package io.switchboard.cxone.http;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Reads at most 1 MiB of a response body, then cancels the rest. */
final class CappedBody implements BodySubscriber<CappedBody.Content> {
  static final int MAX_BYTES = 1 << 20;

  private final CompletableFuture<Content> result = new CompletableFuture<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private @Nullable Subscription subscription;

  /** The body, or its first 1 MiB. */
  record Content(byte[] bytes, boolean cut) {}

  @Override
  public CompletionStage<Content> getBody() {
    return result;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    this.subscription = subscription;
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (var buffer : buffers) {
      var room = Math.min(buffer.remaining(), MAX_BYTES - bytes.size());
      var part = new byte[room];
      buffer.get(part);
      bytes.writeBytes(part);
      if (buffer.hasRemaining()) {
        if (subscription != null) {
          subscription.cancel();
        }
        result.complete(new Content(bytes.toByteArray(), true));
        return;
      }
    }
  }

  @Override
  public void onError(Throwable error) {
    result.completeExceptionally(error);
  }

  @Override
  public void onComplete() {
    result.complete(new Content(bytes.toByteArray(), false));
  }
}
