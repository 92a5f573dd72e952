/** From a text as people, spreadsheets and telephone systems write it to the digits of numbers. */
@NullMarked
package io.switchboard.contract.phone.text;

import org.jspecify.annotations.NullMarked;
