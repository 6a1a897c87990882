/** What hangs on this machine's USB, by what the kernel shows of it: nothing here talks to a device. All of it is untrusted. */
@NullMarked
package org.wangchuan.engine.usb;

import org.jspecify.annotations.NullMarked;
