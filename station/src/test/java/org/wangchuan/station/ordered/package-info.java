@NullMarked
package org.wangchuan.station.ordered;

import org.jspecify.annotations.NullMarked;
