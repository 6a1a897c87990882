@NullMarked
package org.wangchuan.platform.web.limit;

import org.jspecify.annotations.NullMarked;
