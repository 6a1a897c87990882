@NullMarked
package org.wangchuan.station.journal;

import org.jspecify.annotations.NullMarked;
