/** Large forms on their way: room for their bytes, a clock for who sends, turns for what is done with them. */
@NullMarked
package org.wangchuan.platform.web.large;

import org.jspecify.annotations.NullMarked;
