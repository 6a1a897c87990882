/** A second look at an erased drive: read alone, compared with what the erasure left, and signed. */
@NullMarked
package org.wangchuan.station.recheck;

import org.jspecify.annotations.NullMarked;
