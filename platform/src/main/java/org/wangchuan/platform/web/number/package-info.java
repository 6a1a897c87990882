/** Numbers on pages that take long to count. */
@NullMarked
package org.wangchuan.platform.web.number;

import org.jspecify.annotations.NullMarked;
