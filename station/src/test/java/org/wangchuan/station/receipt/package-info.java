/** Tests of the receipt package from inside. */
@NullMarked
package org.wangchuan.station.receipt;

import org.jspecify.annotations.NullMarked;
