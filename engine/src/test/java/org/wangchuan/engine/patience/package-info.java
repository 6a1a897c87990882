@NullMarked
package org.wangchuan.engine.patience;

import org.jspecify.annotations.NullMarked;
