/** The crash-safe journal of each erasure. */
@NullMarked
package org.wangchuan.station.journal;

import org.jspecify.annotations.NullMarked;
