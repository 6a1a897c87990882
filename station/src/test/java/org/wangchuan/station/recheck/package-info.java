@NullMarked
package org.wangchuan.station.recheck;

import org.jspecify.annotations.NullMarked;
