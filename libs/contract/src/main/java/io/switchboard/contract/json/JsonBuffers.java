package io.switchboard.contract.json;

import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.core.util.RecyclerPool;

/**
 * Where readers and writers of JSON get their buffers: a platform thread keeps its own, virtual
 * threads share some. Jackson's default keeps them with every thread, and a virtual one that lives
 * for one request would allocate 40 KB for it, most of what a request costs the collector.
 */
public final class JsonBuffers implements RecyclerPool<BufferRecycler> {
  /** For every factory. */
  public static final JsonBuffers INSTANCE = new JsonBuffers();

  private static final long serialVersionUID = 1;

  /**
   * More than are ever used at once, for nobody waits while he has some. Without a bound a crowd of
   * senders would leave 40 KB each behind for good.
   */
  static final int MAX_SHARED = 64;

  static final RecyclerPool<BufferRecycler> SHARED = JsonRecyclerPools.newBoundedPool(MAX_SHARED);

  private JsonBuffers() {}

  @Override
  public BufferRecycler acquireAndLinkPooled() {
    return ofThisThread().acquireAndLinkPooled(); // goes back to where it came from
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
