@NullMarked
package org.wangchuan.engine.medium.backing;

import org.jspecify.annotations.NullMarked;
