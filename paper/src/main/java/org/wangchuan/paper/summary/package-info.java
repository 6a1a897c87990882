/** The pages of a summary: what it is, its totals, and a row for each device. */
@NullMarked
package org.wangchuan.paper.summary;

import org.jspecify.annotations.NullMarked;
