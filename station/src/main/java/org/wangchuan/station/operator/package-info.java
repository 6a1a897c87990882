/** The log of an operator that a station's statements are merged into, and how the station belongs to it. Knows no network. */
@NullMarked
package org.wangchuan.station.operator;

import org.jspecify.annotations.NullMarked;
