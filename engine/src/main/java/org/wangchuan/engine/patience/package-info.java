/** Asking what may never answer: a drive that hangs in the kernel holds up nobody but the thread that asks it. */
@NullMarked
package org.wangchuan.engine.patience;

import org.jspecify.annotations.NullMarked;
