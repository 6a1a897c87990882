/** A phone whose cable we hold: the key of one job, the owner's tap on the screen, streams over one transport. */
@NullMarked
package org.wangchuan.engine.adb.direct;

import org.jspecify.annotations.NullMarked;
