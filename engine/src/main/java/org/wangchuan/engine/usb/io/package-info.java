/**
 * Talking to a device on USB through usbfs: bounded in bytes and time, and ended by any other thread. Tried on Debian's kernel 6.12 with
 * devices that are made there (dummy_hcd); never with a real host controller or a real phone.
 */
@NullMarked
package org.wangchuan.engine.usb.io;

import org.jspecify.annotations.NullMarked;
