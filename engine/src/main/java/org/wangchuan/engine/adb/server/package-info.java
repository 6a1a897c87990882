/** Phones that an {@code adb} server on this machine holds, with a key of its own. */
@NullMarked
package org.wangchuan.engine.adb.server;

import org.jspecify.annotations.NullMarked;
