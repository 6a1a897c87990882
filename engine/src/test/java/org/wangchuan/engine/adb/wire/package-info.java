@NullMarked
package org.wangchuan.engine.adb.wire;

import org.jspecify.annotations.NullMarked;
