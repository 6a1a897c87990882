@NullMarked
package org.wangchuan.platform.setting;

import org.jspecify.annotations.NullMarked;
