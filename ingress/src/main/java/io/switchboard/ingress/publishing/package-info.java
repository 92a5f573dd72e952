/** Publishing to Kafka, shared by the webhooks, the menu and the voice bridge. */
@NullMarked
package io.switchboard.ingress.publishing;

import org.jspecify.annotations.NullMarked;
