@NullMarked
package org.wangchuan.engine.usb.io;

import org.jspecify.annotations.NullMarked;
