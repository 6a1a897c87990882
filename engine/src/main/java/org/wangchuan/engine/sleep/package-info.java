/** Putting the computer to sleep for a while, so that its drives lose their power, and what stands in the way of that. */
@NullMarked
package org.wangchuan.engine.sleep;

import org.jspecify.annotations.NullMarked;
