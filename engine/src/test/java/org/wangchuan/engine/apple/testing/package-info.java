/** A double of usbmuxd and of an iPhone behind it, and what records the exchanges of other programs with it. */
@NullMarked
package org.wangchuan.engine.apple.testing;

import org.jspecify.annotations.NullMarked;
