@NullMarked
package org.wangchuan.station.certify;

import org.jspecify.annotations.NullMarked;
