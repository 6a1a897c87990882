/** Tests of what is kept, and for how long. */
@NullMarked
package org.wangchuan.station.forget;

import org.jspecify.annotations.NullMarked;
