/** Talking to a device on USB through usbfs: bounded in bytes and time, and ended by any other thread. */
@NullMarked
package org.wangchuan.engine.usb.io;

import org.jspecify.annotations.NullMarked;
