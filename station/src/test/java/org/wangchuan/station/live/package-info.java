@NullMarked
package org.wangchuan.station.live;

import org.jspecify.annotations.NullMarked;
