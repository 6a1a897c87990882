/** The second-person verification sample: what it is drawn from, the draw, what a second person saw, and the file to recompute it by. */
@NullMarked
package org.wangchuan.platform.oversight.secondcheck;

import org.jspecify.annotations.NullMarked;
