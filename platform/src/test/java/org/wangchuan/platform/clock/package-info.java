@NullMarked
package org.wangchuan.platform.clock;

import org.jspecify.annotations.NullMarked;
