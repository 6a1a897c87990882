@NullMarked
package org.wangchuan.station.erase;

import org.jspecify.annotations.NullMarked;
