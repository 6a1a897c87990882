/** The daemon that carries connections over the cable: who is attached, and a way to a port of theirs. */
@NullMarked
package org.wangchuan.engine.apple.usbmux;

import org.jspecify.annotations.NullMarked;
