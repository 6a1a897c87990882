@NullMarked
package org.wangchuan.platform.identity;

import org.jspecify.annotations.NullMarked;
