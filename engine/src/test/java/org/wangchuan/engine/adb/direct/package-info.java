@NullMarked
package org.wangchuan.engine.adb.direct;

import org.jspecify.annotations.NullMarked;
