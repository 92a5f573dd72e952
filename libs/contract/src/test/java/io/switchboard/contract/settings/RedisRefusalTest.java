package io.switchboard.contract.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RedisRefusalTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          OOM | OOM command not allowed when used memory > 'maxmemory'.
          OOM | ERR Error running script (call to f_1): @user_script:43: @user_script: 43: -OOM command not allowed
          READONLY | READONLY You can't write against a read only replica.
          MISCONF | ERR Error running script (call to f_1): @user_script:2: -MISCONF Redis is configured to save RDB
          LOADING | LOADING Redis is loading the dataset in memory
          WRONGTYPE | @user_script: 31: WRONGTYPE Operation against a key holding the wrong kind of value
          MOVED | MOVED 3999 127.0.0.1:6381
          MAXCLIENTS | ERR max number of clients reached
          """)
  void shouldFindTheCodeBehindOtherExceptions(RedisRefusal refusal, String message) {
    var error = new IllegalStateException("x", new IllegalStateException(message));

    var found = RedisRefusal.of(error);

    assertThat(found).contains(refusal);
  }

  @Test
  void shouldFindNoneInALostConnection() {
    var found = RedisRefusal.of(new IllegalStateException("Unable to connect to REDISOOM"));

    assertThat(found).isEmpty();
  }
}
