/** What mode a device is in, and whether it is a phone, by rules that are data with their sources. What no rule knows is unknown. */
@NullMarked
package org.wangchuan.engine.usb.mode;

import org.jspecify.annotations.NullMarked;
