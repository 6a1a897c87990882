/** Erasures from the request to the receipt, several at once, each in its own lane. */
@NullMarked
package org.wangchuan.station.erase;

import org.jspecify.annotations.NullMarked;
