@NullMarked
package org.wangchuan.station.home;

import org.jspecify.annotations.NullMarked;
