@NullMarked
package org.wangchuan.station.phone;

import org.jspecify.annotations.NullMarked;
