@NullMarked
package org.wangchuan.engine.medium.use;

import org.jspecify.annotations.NullMarked;
