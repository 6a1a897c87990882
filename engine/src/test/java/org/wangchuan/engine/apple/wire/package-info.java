@NullMarked
package org.wangchuan.engine.apple.wire;

import org.jspecify.annotations.NullMarked;
