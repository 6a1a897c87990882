@NullMarked
package org.wangchuan.engine.apple.usbmux;

import org.jspecify.annotations.NullMarked;
