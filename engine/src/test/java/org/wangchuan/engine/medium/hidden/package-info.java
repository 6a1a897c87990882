@NullMarked
package org.wangchuan.engine.medium.hidden;

import org.jspecify.annotations.NullMarked;
