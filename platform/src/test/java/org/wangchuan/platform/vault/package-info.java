@NullMarked
package org.wangchuan.platform.vault;

import org.jspecify.annotations.NullMarked;
