package io.switchboard.contract.json;

import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.core.util.RecyclerPool;

/**
 * The buffers of JSON readers and writers: a platform thread has its own, virtual threads share a
 * pool. Jackson's default keeps buffers per thread; a virtual thread that lives for one request
 * would allocate 40 KB each time, most of the garbage of a request.
 */
public final class JsonBuffers implements RecyclerPool<BufferRecycler> {
  /** The pool of all factories. */
  public static final JsonBuffers INSTANCE = new JsonBuffers();

  private static final long serialVersionUID = 1;

  /**
   * More than are ever used concurrently, because no thread blocks while it holds one. Without a
   * bound, a burst of senders would leave 40 KB each in memory permanently.
   */
  static final int MAX_SHARED = 64;

  static final RecyclerPool<BufferRecycler> SHARED = JsonRecyclerPools.newBoundedPool(MAX_SHARED);

  private JsonBuffers() {}

  @Override
  public BufferRecycler acquireAndLinkPooled() {
    return ofThisThread().acquireAndLinkPooled(); // returns to its pool
  }

  @Override
  public BufferRecycler acquirePooled() {
    return ofThisThread().acquirePooled();
  }

  @Override
  public void releasePooled(BufferRecycler pooled) {
    ofThisThread().releasePooled(pooled);
  }

  private static RecyclerPool<BufferRecycler> ofThisThread() {
    return Thread.currentThread().isVirtual() ? SHARED : JsonRecyclerPools.threadLocalPool();
  }

  private Object readResolve() {
    return INSTANCE;
  }
}
