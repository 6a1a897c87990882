/** Packets of the Android Debug Bridge, and what carries them: a socket, or the two bulk endpoints of a USB interface. */
@NullMarked
package org.wangchuan.engine.adb.wire;

import org.jspecify.annotations.NullMarked;
