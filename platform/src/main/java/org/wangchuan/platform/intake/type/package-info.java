/** Lists of type allocations that a company was given: taken in as a whole, replaced, taken away. */
@NullMarked
package org.wangchuan.platform.intake.type;

import org.jspecify.annotations.NullMarked;
