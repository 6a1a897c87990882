@NullMarked
package org.wangchuan.engine.medium;

import org.jspecify.annotations.NullMarked;
