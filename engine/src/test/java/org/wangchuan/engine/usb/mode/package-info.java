@NullMarked
package org.wangchuan.engine.usb.mode;

import org.jspecify.annotations.NullMarked;
