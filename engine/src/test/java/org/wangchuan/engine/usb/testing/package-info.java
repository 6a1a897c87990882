@NullMarked
package org.wangchuan.engine.usb.testing;

import org.jspecify.annotations.NullMarked;
