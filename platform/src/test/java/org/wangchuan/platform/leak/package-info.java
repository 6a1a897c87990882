@NullMarked
package org.wangchuan.platform.leak;

import org.jspecify.annotations.NullMarked;
