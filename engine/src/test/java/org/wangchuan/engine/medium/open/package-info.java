@NullMarked
package org.wangchuan.engine.medium.open;

import org.jspecify.annotations.NullMarked;
