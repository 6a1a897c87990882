@NullMarked
package org.wangchuan.engine.kernel;

import org.jspecify.annotations.NullMarked;
