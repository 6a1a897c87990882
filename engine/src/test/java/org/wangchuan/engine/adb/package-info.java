@NullMarked
package org.wangchuan.engine.adb;

import org.jspecify.annotations.NullMarked;
