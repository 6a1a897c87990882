/** Reading a medium back, whole or by a replayable sample, and comparing it with what must be there. */
@NullMarked
package org.wangchuan.engine.verify;

import org.jspecify.annotations.NullMarked;
