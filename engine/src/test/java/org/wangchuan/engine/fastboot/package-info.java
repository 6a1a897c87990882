@NullMarked
package org.wangchuan.engine.fastboot;

import org.jspecify.annotations.NullMarked;
