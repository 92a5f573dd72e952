package io.switchboard.contract.topic;

import org.apache.kafka.common.serialization.Serde;

/**
 * A topic, declared once, with the types of its keys and values.
 *
 * @param name the full name on the cluster, prefix included
 * @param keys how keys are written
 * @param values how values are written
 */
public record Topic<K, V>(String name, Serde<K> keys, Serde<V> values) {}
