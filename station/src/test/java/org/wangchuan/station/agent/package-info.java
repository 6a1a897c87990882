/** The bench agent against a platform in memory, cut off everywhere. */
@NullMarked
package org.wangchuan.station.agent;

import org.jspecify.annotations.NullMarked;
