@NullMarked
package org.wangchuan.engine.mtp;

import org.jspecify.annotations.NullMarked;
