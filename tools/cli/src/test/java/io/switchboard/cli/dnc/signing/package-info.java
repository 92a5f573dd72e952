@org.jspecify.annotations.NullMarked
package io.switchboard.cli.dnc.signing;
