@NullMarked
package org.wangchuan.engine.medium.examine;

import org.jspecify.annotations.NullMarked;
