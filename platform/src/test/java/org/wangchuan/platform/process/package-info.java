@NullMarked
package org.wangchuan.platform.process;

import org.jspecify.annotations.NullMarked;
