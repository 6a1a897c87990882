@NullMarked
package org.wangchuan.platform.bench;

import org.jspecify.annotations.NullMarked;
