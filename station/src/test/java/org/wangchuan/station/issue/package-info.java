@NullMarked
package org.wangchuan.station.issue;

import org.jspecify.annotations.NullMarked;
