@NullMarked
package org.wangchuan.station.receipt;

import org.jspecify.annotations.NullMarked;
