@NullMarked
package org.wangchuan.platform;

import org.jspecify.annotations.NullMarked;
