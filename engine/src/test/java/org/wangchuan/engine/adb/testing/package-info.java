/** A made phone with a daemon of its own, real adbd and adb, and what stands between them to listen. */
@NullMarked
package org.wangchuan.engine.adb.testing;

import org.jspecify.annotations.NullMarked;
