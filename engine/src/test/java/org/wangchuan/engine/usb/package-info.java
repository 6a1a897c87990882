@NullMarked
package org.wangchuan.engine.usb;

import org.jspecify.annotations.NullMarked;
