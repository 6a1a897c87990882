@NullMarked
package org.wangchuan.engine.apple;

import org.jspecify.annotations.NullMarked;
