@NullMarked
package org.wangchuan.platform.web.once;

import org.jspecify.annotations.NullMarked;
