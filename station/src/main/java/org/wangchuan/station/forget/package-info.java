/** What a station keeps of people and devices, and how it is forgotten. */
@NullMarked
package org.wangchuan.station.forget;

import org.jspecify.annotations.NullMarked;
