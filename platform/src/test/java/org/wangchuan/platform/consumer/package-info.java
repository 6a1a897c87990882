@NullMarked
package org.wangchuan.platform.consumer;

import org.jspecify.annotations.NullMarked;
