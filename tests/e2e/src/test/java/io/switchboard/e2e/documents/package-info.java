@NullMarked
package io.switchboard.e2e.documents;

import org.jspecify.annotations.NullMarked;
