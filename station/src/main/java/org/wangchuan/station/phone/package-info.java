/** A phone at the bench, from its plugging in to the receipt: what is kept of the job, who is asked, and one job in one thread. */
@NullMarked
package org.wangchuan.station.phone;

import org.jspecify.annotations.NullMarked;
